package dev.patchbay.relay;

import dev.patchbay.log.RelayLog;
import dev.patchbay.log.Subsystem;
import java.util.List;

/** Does what is due about once a second on one virtual thread: timeouts, deletions, samples. */
final class Housekeeping implements AutoCloseable {

    private static final long PERIOD_MS = 1000;
    private static final RelayLog LOG = RelayLog.of(Subsystem.CORE);

    private final List<Runnable> chores;
    private final Thread thread;

    Housekeeping(List<Runnable> chores) {
        this.chores = List.copyOf(chores);
        this.thread = Thread.ofVirtual().name("housekeeping").start(this::run);
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(PERIOD_MS);
                chores.forEach(Housekeeping::attempt);
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    /** One chore that fails must not keep the others, or the next round, from being done. */
    private static void attempt(Runnable chore) {
        try {
            chore.run();
        } catch (RuntimeException e) {
            LOG.error(e, "A periodic task failed");
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
