package dev.patchbay.sip.client;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long exchanges took: counts in buckets whose width grows with the time, eight per doubling, so that a percentile is at most an
 * eighth too high. From a microsecond to some minutes. Any thread.
 */
public final class LatencyHistogram {

    private static final int STEPS = 8;
    private static final int STEP_BITS = 3;
    private static final int BUCKETS = 30 * STEPS;

    private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);

    LatencyHistogram() {}

    void record(long durationNs) {
        counts.incrementAndGet(bucket(durationNs / 1000));
    }

    private static int bucket(long micros) {
        if (micros < STEPS) {
            return (int) Math.max(micros, 0);
        }
        int doubling = 63 - Long.numberOfLeadingZeros(micros);
        int step = (int) (micros >> (doubling - STEP_BITS)) & (STEPS - 1);
        return Math.min((doubling - STEP_BITS + 1) * STEPS + step, BUCKETS - 1);
    }

    private static long upperMicros(int bucket) {
        if (bucket < STEPS) {
            return bucket + 1L;
        }
        int shift = bucket / STEPS - 1;
        return (STEPS + bucket % STEPS + 1L) << shift;
    }

    public long count() {
        long count = 0;
        for (int i = 0; i < BUCKETS; i++) {
            count += counts.get(i);
        }
        return count;
    }

    /**
     * The time that this share of the exchanges did not exceed; zero when there was none.
     *
     * @param share 0..1
     */
    public Duration percentile(double share) {
        long wanted = (long) Math.ceil(count() * share);
        long seen = 0;
        for (int i = 0; i < BUCKETS; i++) {
            seen += counts.get(i);
            if (seen >= wanted && seen > 0) {
                return Duration.ofNanos(upperMicros(i) * 1000);
            }
        }
        return Duration.ZERO;
    }
}
