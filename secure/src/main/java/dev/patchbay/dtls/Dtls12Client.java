package dev.patchbay.dtls;

import java.io.IOException;
import java.util.Hashtable;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsServerCertificate;

/** Words of the client in one handshake. Owner: the association's thread. */
@SuppressWarnings({"rawtypes", "JdkObsolete"}) // the library's types
final class Dtls12Client extends DefaultTlsClient {

    private final Dtls12 protocol;
    private final SrtpNegotiation negotiation;

    Dtls12Client(Dtls12 protocol, SrtpNegotiation negotiation) {
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
        return protocol.settings().ciphers().stream().mapToInt(DtlsCipher::id).toArray();
    }

    @Override
    public Hashtable getClientExtensions() throws IOException {
        Hashtable extensions = TlsExtensionsUtils.ensureExtensionsInitialised(super.getClientExtensions());
        negotiation.offer(extensions);
        return extensions;
    }

    @Override
    public void processServerExtensions(Hashtable extensions) throws IOException {
        super.processServerExtensions(extensions);
        negotiation.accept(extensions);
    }

    @Override
    public TlsAuthentication getAuthentication() {
        return new TlsAuthentication() {
            @Override
            public void notifyServerCertificate(TlsServerCertificate shown) throws IOException {
                negotiation.verify(shown.getCertificate());
            }

            @Override
            public TlsCredentials getClientCredentials(CertificateRequest request) throws IOException {
                return protocol.signer(context, request.getSupportedSignatureAlgorithms());
            }
        };
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
