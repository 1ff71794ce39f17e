package dev.patchbay.door;

import dev.patchbay.log.RelayLog;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A warning that hostile peers can cause at will: logged at most once a second, with the count of those left out. Any
 * thread.
 */
public final class RepeatedWarning {

    private static final long INTERVAL_NS = 1_000_000_000L;

    private final RelayLog log;
    private final LongSupplier nanoClock;
    private final AtomicLong nextNs;
    private final AtomicLong total = new AtomicLong();
    private final AtomicLong unlogged = new AtomicLong();

    /** @param nanoClock as {@link System#nanoTime} */
    public RepeatedWarning(RelayLog log, LongSupplier nanoClock) {
        this.log = log;
        this.nanoClock = nanoClock;
        this.nextNs = new AtomicLong(nanoClock.getAsLong());
    }

    public void warn(Supplier<String> message) {
        total.incrementAndGet();
        long nowNs = nanoClock.getAsLong();
        long next = nextNs.get();
        if (nowNs - next < 0 || !nextNs.compareAndSet(next, nowNs + INTERVAL_NS)) {
            unlogged.incrementAndGet();
            return;
        }
        long skipped = unlogged.getAndSet(0);
        if (skipped == 0) {
            log.warn("{}", message.get());
        } else {
            log.warn("{} (and {} more like this before)", message.get(), skipped);
        }
    }

    /** How often it was caused, logged or not. */
    public long count() {
        return total.get();
    }
}
