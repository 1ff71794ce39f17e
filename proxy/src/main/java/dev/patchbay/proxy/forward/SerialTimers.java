package dev.patchbay.proxy.forward;

import dev.patchbay.proxy.transaction.Timers;
import java.util.concurrent.atomic.AtomicBoolean;

/** The clock as the transactions of one executor see it: their actions take their turn. */
record SerialTimers(Clock clock, SerialExecutor executor) implements Timers {

    @Override
    public Pending after(long delayMs, Runnable action) {
        AtomicBoolean isCancelled = new AtomicBoolean();
        Runnable guarded = () -> {
            if (!isCancelled.get()) {
                action.run();
            }
        };
        Runnable cancelTimer = clock.after(delayMs, () -> executor.execute(guarded));
        return () -> {
            isCancelled.set(true);
            cancelTimer.run();
        };
    }
}
