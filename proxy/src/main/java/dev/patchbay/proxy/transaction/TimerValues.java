package dev.patchbay.proxy.transaction;

import java.util.concurrent.TimeUnit;

/** The timer values of RFC 3261, table 4, in milliseconds. */
final class TimerValues {

    /** T1: the estimate of the round trip. */
    static final long T1_MS = 500;
    /** T2: the longest pause between retransmissions. */
    static final long T2_MS = 4000;
    /** T4: how long a message may be under way in the network. */
    static final long T4_MS = 5000;
    /** Timers B, F, H, J, L and M: when a transaction gives up, or stops to wait for stragglers. */
    static final long GIVE_UP_MS = 64 * T1_MS;
    /** Timer D, for unreliable transports. */
    static final long D_MS = TimeUnit.SECONDS.toMillis(32);

    private TimerValues() {}

    /** Timer G and E: twice as long, up to T2. */
    static long doubled(long intervalMs) {
        return Math.min(2 * intervalMs, T2_MS);
    }
}
