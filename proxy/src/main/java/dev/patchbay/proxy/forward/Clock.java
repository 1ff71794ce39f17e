package dev.patchbay.proxy.forward;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Timers of all transactions: one thread that only hands over. */
final class Clock implements AutoCloseable {

    private final ScheduledThreadPoolExecutor executor;

    Clock() {
        executor = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("sip-timer").factory());
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** @return cancels it */
    Runnable after(long delayMs, Runnable action) {
        if (executor.isShutdown()) {
            return () -> {};
        }
        var pending = executor.schedule(action, delayMs, TimeUnit.MILLISECONDS);
        return () -> pending.cancel(false);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
