package dev.patchbay.call;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/** What happened to calls since start. Thread-safe. */
public final class CallTotals {

    /** The totals kept. */
    public enum Total {
        /** Calls that were created. */
        CREATED,
        /** Calls that ended, for whatever reason. */
        MANAGED,
        /** Offers refused by {@code max-sessions}. */
        REJECTED,
        TIMEOUT,
        SILENT_TIMEOUT,
        FINAL_TIMEOUT,
        OFFER_TIMEOUT,
        /** Ended by a delete. */
        REGULAR,
        /** Ended by an operator. */
        FORCED,
        /** Ended calls in which nobody ever sent media. */
        ZERO_WAY_STREAMS,
        /** Ended calls in which only one party did. */
        ONE_WAY_STREAMS
    }

    private static final double MICROS_PER_SECOND = 1e6;

    private final Map<Total, LongAdder> sums = new EnumMap<>(Total.class);
    private final DoubleAdder durationSeconds = new DoubleAdder();
    private final DoubleAdder durationSquares = new DoubleAdder();

    public CallTotals() {
        for (Total total : Total.values()) {
            sums.put(total, new LongAdder());
        }
    }

    public long get(Total total) {
        return adder(total).sum();
    }

    void add(Total total, long amount) {
        adder(total).add(amount);
    }

    /** Sum of the durations of ended calls. */
    public double durationSeconds() {
        return durationSeconds.sum();
    }

    /** Sum of the squares of those durations in seconds, for their spread. */
    public double durationSquares() {
        return durationSquares.sum();
    }

    private LongAdder adder(Total total) {
        LongAdder adder = sums.get(total);
        if (adder == null) {
            throw new IllegalStateException("no sum for " + total);
        }
        return adder;
    }

    void countEnd(Termination termination, long durationUs) {
        add(Total.MANAGED, 1);
        double seconds = durationUs / MICROS_PER_SECOND;
        durationSeconds.add(seconds);
        durationSquares.add(seconds * seconds);
        add(
                switch (termination) {
                    case REGULAR -> Total.REGULAR;
                    case FORCED -> Total.FORCED;
                    case TIMEOUT -> Total.TIMEOUT;
                    case SILENT_TIMEOUT -> Total.SILENT_TIMEOUT;
                    case FINAL_TIMEOUT -> Total.FINAL_TIMEOUT;
                    case OFFER_TIMEOUT -> Total.OFFER_TIMEOUT;
                },
                1);
    }
}
