package dev.patchbay.relay;

import dev.patchbay.dtls.DtlsAssociation;
import dev.patchbay.dtls.DtlsCertificate;
import dev.patchbay.dtls.DtlsContext;
import dev.patchbay.dtls.DtlsListener;
import dev.patchbay.dtls.DtlsPeer;
import dev.patchbay.dtls.Fingerprint;
import dev.patchbay.dtls.FingerprintHash;
import dev.patchbay.dtls.HandshakeBudget;
import dev.patchbay.negotiate.OwnFingerprint;
import dev.patchbay.plane.Handshakes;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * The relay's DTLS: certificate and limits. The certificate takes some hundred milliseconds in a fresh JVM, so it is made beside the
 * rest of the start; only a call that needs its fingerprint at once waits for it, and nobody shakes hands before that.
 */
final class RelayDtls implements Handshakes, OwnFingerprint {

    private final HandshakeBudget budget =
            new HandshakeBudget(HandshakeBudget.DEFAULT_PER_CALL, HandshakeBudget.DEFAULT_TOTAL);
    private final CompletableFuture<DtlsContext> context;
    private final boolean admitsUnsignalled;

    RelayDtls(SecurityOptions options, SecureRandom random, Executor executor) {
        admitsUnsignalled = options.learnsHandshakeSource();
        context = CompletableFuture.supplyAsync(
                () -> new DtlsContext(
                        DtlsCertificate.generate(options.certificate(), Clock.systemUTC().instant(), random),
                        options.dtls(),
                        random),
                executor);
    }

    HandshakeBudget budget() {
        return budget;
    }

    @Override
    public Fingerprint of(FingerprintHash hash) {
        return context.join().certificate().fingerprint(hash);
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
        return context.join().open(peer.ownRole(), peer.fingerprint(), share, listener);
    }
}
