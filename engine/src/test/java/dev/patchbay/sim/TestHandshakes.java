package dev.patchbay.sim;

import dev.patchbay.dtls.CertificateOptions;
import dev.patchbay.dtls.DtlsAssociation;
import dev.patchbay.dtls.DtlsCertificate;
import dev.patchbay.dtls.DtlsContext;
import dev.patchbay.dtls.DtlsListener;
import dev.patchbay.dtls.DtlsPeer;
import dev.patchbay.dtls.DtlsSettings;
import dev.patchbay.dtls.Fingerprint;
import dev.patchbay.dtls.FingerprintHash;
import dev.patchbay.dtls.HandshakeBudget;
import dev.patchbay.plane.Handshakes;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;

/** DTLS for tests, with one certificate for all of them; made when it is first needed. */
public final class TestHandshakes implements Handshakes {

    /** Resends soon, so that tests are quick; gives up late, so that a slow machine does not matter. */
    public static final DtlsSettings SETTINGS =
            DtlsSettings.DEFAULT.withTimers(Duration.ofSeconds(60), Duration.ofMillis(200));

    /** Enough for any test. */
    public static final TestHandshakes UNLIMITED = new TestHandshakes(new HandshakeBudget(1000, 1000), false);

    /** As {@link #UNLIMITED}, and an address that is not signalled may begin. */
    public static final TestHandshakes LEARNING = new TestHandshakes(new HandshakeBudget(1000, 1000), true);

    private static final class Certificate {
        static final DtlsCertificate OURS =
                DtlsCertificate.generate(CertificateOptions.DEFAULT, Instant.now(), new SecureRandom());
        static final DtlsContext CONTEXT = new DtlsContext(OURS, SETTINGS, new SecureRandom());
    }

    private final HandshakeBudget budget;
    private final boolean admitsUnsignalled;

    public TestHandshakes(HandshakeBudget budget, boolean admitsUnsignalled) {
        this.budget = budget;
        this.admitsUnsignalled = admitsUnsignalled;
    }

    /** Of the relay's certificate. */
    public static Fingerprint fingerprint(FingerprintHash hash) {
        return Certificate.OURS.fingerprint(hash);
    }

    @Override
    public HandshakeBudget.Share share() {
        return budget.share();
    }

    @Override
    public boolean admitsUnsignalled() {
        return admitsUnsignalled;
    }

    @Override
    public DtlsAssociation open(DtlsPeer peer, HandshakeBudget.Share share, DtlsListener listener) {
        return Certificate.CONTEXT.open(peer.ownRole(), peer.fingerprint(), share, listener);
    }
}
