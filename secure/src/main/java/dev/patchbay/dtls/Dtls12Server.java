package dev.patchbay.dtls;

import java.io.IOException;
import java.util.Hashtable;
import java.util.Vector;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsUtils;

/** Answers of the server in one handshake. Owner: the association's thread. */
@SuppressWarnings({"rawtypes", "JdkObsolete"}) // the library's types
final class Dtls12Server extends DefaultTlsServer {

    private final Dtls12 protocol;
    private final SrtpNegotiation negotiation;

    Dtls12Server(Dtls12 protocol, SrtpNegotiation negotiation) {
        super(protocol.crypto());
        this.protocol = protocol;
        this.negotiation = negotiation;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.DTLSv12.only();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return protocol.settings().ciphers().stream()
                .filter(cipher -> cipher.certificate() == protocol.keyKind())
                .mapToInt(DtlsCipher::id)
                .toArray();
    }

    @Override
    public void processClientExtensions(Hashtable extensions) throws IOException {
        super.processClientExtensions(extensions);
        negotiation.choose(extensions);
    }

    @Override
    public Hashtable getServerExtensions() throws IOException {
        Hashtable extensions = TlsExtensionsUtils.ensureExtensionsInitialised(super.getServerExtensions());
        negotiation.confirm(extensions);
        return extensions;
    }

    @Override
    protected TlsCredentialedSigner getECDSASignerCredentials() throws IOException {
        return signer();
    }

    @Override
    protected TlsCredentialedSigner getRSASignerCredentials() throws IOException {
        return signer();
    }

    private TlsCredentialedSigner signer() throws IOException {
        return protocol.signer(context, context.getSecurityParametersHandshake().getClientSigAlgs());
    }

    @Override
    public CertificateRequest getCertificateRequest() {
        short[] types = {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign};
        Vector algorithms = TlsUtils.getDefaultSupportedSignatureAlgorithms(context);
        return new CertificateRequest(types, algorithms, null);
    }

    @Override
    public void notifyClientCertificate(Certificate certificate) throws IOException {
        negotiation.verify(certificate);
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        negotiation.complete(context);
    }

    @Override
    public void notifyAlertReceived(short level, short description) {
        negotiation.alertReceived(level, description);
    }

    /** Nothing is ever renegotiated here, so a peer that could not do it safely is no danger. */
    @Override
    public void notifySecureRenegotiation(boolean isSecure) {}

    /** The signature in a self-signed certificate proves nothing; its fingerprint does. */
    @Override
    public boolean shouldCheckSigAlgOfPeerCerts() {
        return false;
    }

    @Override
    public int getMaxHandshakeMessageSize() {
        return Dtls12.MAX_MESSAGE_BYTES;
    }

    @Override
    public int getHandshakeTimeoutMillis() {
        return (int) protocol.settings().timeout().toMillis();
    }

    @Override
    public int getHandshakeResendTimeMillis() {
        return (int) protocol.settings().firstResend().toMillis();
    }
}
