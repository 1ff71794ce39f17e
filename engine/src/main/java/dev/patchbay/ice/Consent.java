package dev.patchbay.ice;

import dev.patchbay.stun.StunView;
import dev.patchbay.stun.TransactionId;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Asks the peer of a selected pair every few seconds whether it still wants to hear from us (RFC 7675, section 5.1); that keeps NAT
 * bindings open as well. One per component. Owner: MediaWorker.
 */
final class Consent {

    static final long INTERVAL_NS = 5_000_000_000L;
    static final long EXPIRY_NS = 30_000_000_000L;

    /** More than are sent before consent expires. */
    private static final int REMEMBERED_CHECKS = 8;

    private final @Nullable TransactionId[] asked = new @Nullable TransactionId[REMEMBERED_CHECKS];
    private int askedCount;
    private @Nullable CandidatePair pair;
    private long nextNs;
    private long confirmedNs;
    private boolean isGiven;

    /** The pair is in use from now on, and its check has just been answered. */
    void begin(CandidatePair selected, long nowNs, RandomGenerator random) {
        pair = selected;
        Arrays.fill(asked, null);
        confirm(nowNs);
        schedule(nowNs, random);
    }

    void end() {
        pair = null;
    }

    /** Null while no pair of the component is selected. */
    @Nullable CandidatePair pair() {
        return pair;
    }

    boolean isGiven() {
        return isGiven;
    }

    long confirmedNs() {
        return confirmedNs;
    }

    void confirm(long nowNs) {
        confirmedNs = nowNs;
        isGiven = true;
    }

    /** When {@link #isDue} or {@link #expires} may change; {@link Long#MAX_VALUE} for never. */
    long dueNs() {
        if (pair == null) {
            return Long.MAX_VALUE;
        }
        return isGiven ? Math.min(nextNs, confirmedNs + EXPIRY_NS) : nextNs;
    }

    boolean isDue(long nowNs) {
        return pair != null && nowNs - nextNs >= 0;
    }

    /** Whether consent runs out now; says so once. */
    boolean expires(long nowNs) {
        if (pair == null || !isGiven || nowNs - confirmedNs < EXPIRY_NS) {
            return false;
        }
        isGiven = false;
        return true;
    }

    /** A check is sent. RFC 7675: each has a transaction of its own and is not retransmitted. */
    TransactionId ask(long nowNs, RandomGenerator random) {
        TransactionId id = TransactionId.random(random);
        asked[askedCount++ % REMEMBERED_CHECKS] = id;
        schedule(nowNs, random);
        return id;
    }

    /** 0.8 to 1.2 times the interval, so that many calls do not ask at once. */
    private void schedule(long nowNs, RandomGenerator random) {
        nextNs = nowNs + INTERVAL_NS * 4 / 5 + random.nextLong(INTERVAL_NS * 2 / 5);
    }

    boolean hasAsked(StunView response) {
        for (TransactionId id : asked) {
            if (id != null && response.hasTransaction(id)) {
                return true;
            }
        }
        return false;
    }
}
