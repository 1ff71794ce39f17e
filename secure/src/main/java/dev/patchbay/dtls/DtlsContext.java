package dev.patchbay.dtls;

import java.security.SecureRandom;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/** The relay's own side of DTLS: its certificate and settings, and where associations come from. Thread-safe. */
public final class DtlsContext {

    private final DtlsCertificate certificate;
    private final DtlsSettings settings;
    private final DtlsProtocol protocol;

    public DtlsContext(DtlsCertificate certificate, DtlsSettings settings, SecureRandom random) {
        this.certificate = certificate;
        this.settings = settings;
        this.protocol = new Dtls12(certificate, settings, new BcTlsCrypto(random));
    }

    public DtlsCertificate certificate() {
        return certificate;
    }

    /**
     * A new association, which does nothing yet.
     *
     * @param peer by which the peer is recognised
     * @param share of the call, for all its associations
     */
    public DtlsAssociation open(DtlsRole ownRole, Fingerprint peer, HandshakeBudget.Share share, DtlsListener listener) {
        return new DtlsAssociation(protocol, settings, ownRole, peer, share, listener);
    }
}
