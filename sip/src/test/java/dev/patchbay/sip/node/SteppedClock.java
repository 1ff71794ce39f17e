package dev.patchbay.sip.node;

import java.time.Duration;
import java.time.Instant;

/** A clock that a test moves. */
public final class SteppedClock implements RelayClock {

    private volatile long nowNs = 1_000;

    public SteppedClock() {}

    public void advance(Duration by) {
        nowNs += by.toNanos();
    }

    @Override
    public long nanoTime() {
        return nowNs;
    }

    @Override
    public Instant now() {
        return Instant.EPOCH.plusNanos(nowNs);
    }
}
