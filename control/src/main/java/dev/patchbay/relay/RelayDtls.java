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
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The relay's DTLS: certificate and limits. The certificate takes some hundred milliseconds of processor time in a fresh JVM, so it
 * is made once requests are answered; only a call that needs its fingerprint at once waits for it, and nobody shakes hands before that.
 * Any thread.
 */
final class RelayDtls implements Handshakes, OwnFingerprint {

    private final HandshakeBudget budget =
            new HandshakeBudget(HandshakeBudget.DEFAULT_PER_CALL, HandshakeBudget.DEFAULT_TOTAL);
    private final CompletableFuture<DtlsContext> context = new CompletableFuture<>();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final SecurityOptions options;
    private final SecureRandom random;
    private final Executor executor;

    RelayDtls(SecurityOptions options, SecureRandom random, Executor executor) {
        this.options = options;
        this.random = random;
        this.executor = executor;
    }

    /** Begins to make the certificate, unless that was done before. */
    void prepare() {
        if (begun.compareAndSet(false, true)) {
            CompletableFuture<DtlsContext> _ = context.completeAsync(this::generate, executor);
        }
    }

    private DtlsContext generate() {
        return new DtlsContext(
                DtlsCertificate.generate(options.certificate(), Clock.systemUTC().instant(), random), options.dtls(), random);
    }

    private DtlsContext context() {
        prepare();
        return context.join();
    }

    HandshakeBudget budget() {
        return budget;
    }

    @Override
    public Fingerprint of(FingerprintHash hash) {
        return context().certificate().fingerprint(hash);
    }

    @Override
    public HandshakeBudget.Share share() {
        return budget.share();
    }

    @Override
    public boolean admitsUnsignalled() {
        return options.learnsHandshakeSource();
    }

    @Override
    public DtlsAssociation open(DtlsPeer peer, HandshakeBudget.Share share, DtlsListener listener) {
        return context().open(peer.ownRole(), peer.fingerprint(), share, listener);
    }
}
