package dev.patchbay.dtls;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits the handshakes under way, per call and in all: each costs memory and some milliseconds of arithmetic, and whoever can
 * place calls can begin them. Thread-safe, without locks.
 */
public final class HandshakeBudget {

    /** Eight m-lines with RTP and RTCP apart. */
    public static final int DEFAULT_PER_CALL = 16;

    public static final int DEFAULT_TOTAL = 512;

    private final int perCall;
    private final int total;
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicLong refused = new AtomicLong();

    public HandshakeBudget(int perCall, int total) {
        this.perCall = perCall;
        this.total = total;
    }

    /** The part of one call. */
    public final class Share {

        private final AtomicInteger pendingOfCall = new AtomicInteger();

        private Share() {}

        /** @return false, and counted, when there are enough already */
        boolean tryBegin() {
            boolean isBegun = tryBeginAgain();
            if (!isBegun) {
                refused.incrementAndGet();
            }
            return isBegun;
        }

        /** As {@link #tryBegin}, for one who was refused already and is counted. */
        boolean tryBeginAgain() {
            if (pendingOfCall.incrementAndGet() > perCall) {
                pendingOfCall.decrementAndGet();
                return false;
            }
            if (pending.incrementAndGet() > total) {
                pending.decrementAndGet();
                pendingOfCall.decrementAndGet();
                return false;
            }
            return true;
        }

        void end() {
            pending.decrementAndGet();
            pendingOfCall.decrementAndGet();
        }
    }

    public Share share() {
        return new Share();
    }

    /** Handshakes under way now. */
    public int pending() {
        return pending.get();
    }

    /** Handshakes that had to wait or were not begun because of the limits. */
    public long refused() {
        return refused.get();
    }
}
