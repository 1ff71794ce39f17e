package dev.patchbay.relay;

import dev.patchbay.metrics.TrafficFigures;
import java.util.concurrent.TimeUnit;

/** Media per second, worked out from totals at each {@link #sample}. One sampling thread, any readers. */
final class TrafficRate {

    private volatile TrafficFigures perSecond = TrafficFigures.NONE;
    private TrafficFigures last = TrafficFigures.NONE; // owner: sampling thread, as below
    private long lastNs;

    /** @param nowNs any monotonic clock, above 0 */
    void sample(TrafficFigures totals, long nowNs) {
        long elapsedNs = nowNs - lastNs;
        if (lastNs != 0 && elapsedNs > 0) {
            perSecond = new TrafficFigures(
                    rate(totals.packets() - last.packets(), elapsedNs),
                    rate(totals.bytes() - last.bytes(), elapsedNs),
                    rate(totals.errors() - last.errors(), elapsedNs));
        }
        last = totals;
        lastNs = nowNs;
    }

    private static long rate(long amount, long elapsedNs) {
        return Math.round((double) amount * TimeUnit.SECONDS.toNanos(1) / elapsedNs);
    }

    TrafficFigures perSecond() {
        return perSecond;
    }
}
