package dev.patchbay.sip.node;

import java.time.Instant;

/** The time, as an argument: tests step it. */
public interface RelayClock {

    /** Monotonic, in nanoseconds, of any origin: to compare by difference only. */
    long nanoTime();

    /** The time of day, for people. */
    Instant now();

    static RelayClock system() {
        return new RelayClock() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public Instant now() {
                return Instant.now();
            }
        };
    }
}
