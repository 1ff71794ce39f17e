package dev.patchbay.dtls;

import dev.patchbay.dtls.CertificateOptions.KeyKind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Vector;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsTimeoutException;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/** DTLS 1.2 (RFC 6347) by Bouncy Castle, which has no 1.3 yet; older versions are refused (RFC 8996). */
final class Dtls12 implements DtlsProtocol {

    private static final System.Logger LOG = System.getLogger("crypto");

    /** A certificate chain of some length; a peer that announces more is refused before anything is allocated for it. */
    static final int MAX_MESSAGE_BYTES = 16 * 1024;

    /** How long the thread sleeps when nothing comes; it wakes for datagrams and for {@link DtlsAssociation#close}. */
    private static final int IDLE_MS = 600_000;

    private static final int BUFFER_BYTES = 2048;

    private final DtlsCertificate certificate;
    private final DtlsSettings settings;
    private final BcTlsCrypto crypto;

    Dtls12(DtlsCertificate certificate, DtlsSettings settings, BcTlsCrypto crypto) {
        this.certificate = certificate;
        this.settings = settings;
        this.crypto = crypto;
    }

    DtlsSettings settings() {
        return settings;
    }

    BcTlsCrypto crypto() {
        return crypto;
    }

    KeyKind keyKind() {
        return certificate.keyKind();
    }

    @Override
    public Session handshake(DtlsRole ownRole, Fingerprint peer, DtlsLink link) throws IOException {
        SrtpNegotiation negotiation = new SrtpNegotiation(ownRole, peer, settings.suites());
        try {
            DTLSTransport transport = switch (ownRole) {
                case CLIENT -> new DTLSClientProtocol().connect(new Dtls12Client(this, negotiation), link);
                case SERVER -> new DTLSServerProtocol().accept(new Dtls12Server(this, negotiation), link);
            };
            link.setEstablished();
            return new Established(transport, negotiation);
        } catch (TlsTimeoutException e) {
            HandshakeTimeoutException timeout =
                    new HandshakeTimeoutException("no answer within " + settings.timeout().toSeconds() + " s");
            timeout.initCause(e);
            throw timeout;
        } catch (IOException | RuntimeException e) {
            // RuntimeException: what the library's parsers may throw for hostile bytes ends this attempt only.
            throw new IOException(negotiation.failure().orElse(String.valueOf(e.getMessage())), e);
        }
    }

    /**
     * Signs with the relay's key.
     *
     * @param peerAlgorithms what the peer can verify
     */
    @SuppressWarnings({"rawtypes", "JdkObsolete"}) // the library's types
    TlsCredentialedSigner signer(TlsContext context, Vector peerAlgorithms) throws IOException {
        short kind = keyKind() == KeyKind.RSA ? SignatureAlgorithm.rsa : SignatureAlgorithm.ecdsa;
        SignatureAndHashAlgorithm algorithm = TlsUtils.chooseSignatureAndHashAlgorithm(context, peerAlgorithms, kind);
        Certificate chain = new Certificate(new TlsCertificate[] {crypto.createCertificate(certificate.der())});
        return new BcDefaultTlsCredentialedSigner(
                new TlsCryptoParameters(context), crypto, certificate.privateKey(), chain, algorithm);
    }

    private record Established(DTLSTransport transport, SrtpNegotiation negotiation) implements Session {

        @Override
        public HandshakeKeys keys() {
            return negotiation.keys();
        }

        @Override
        public DtlsReport.Agreement agreement() {
            return negotiation.agreement();
        }

        @Override
        public void serve() {
            try {
                readAll();
                transport.close();
            } catch (IOException | RuntimeException e) {
                // A fatal alert or a defect after the keys were agreed: the association is over, media goes on.
                LOG.log(System.Logger.Level.DEBUG, "a DTLS association ended", e);
            }
        }

        /** Reading is what makes the library answer a repeated flight. Application data means nothing here. */
        @SuppressWarnings("InfiniteLoopStatement")
        private void readAll() throws IOException {
            byte[] ignored = new byte[BUFFER_BYTES];
            try {
                while (true) {
                    transport.receive(ignored, 0, ignored.length, IDLE_MS);
                }
            } catch (InterruptedIOException _) {
                // Closed by either side.
            }
        }
    }
}
