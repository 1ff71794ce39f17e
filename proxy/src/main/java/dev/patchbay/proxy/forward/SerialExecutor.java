package dev.patchbay.proxy.forward;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks one after the other on a virtual thread that lives as long as there are any. A thread that got stuck in a task can be given
 * up: the tasks behind it go on with another.
 */
final class SerialExecutor {

    /** Of one transaction: more than this is a flood of repetitions. */
    static final int MAX_WAITING = 128;

    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>(4); // guarded by this
    private @Nullable Thread worker; // guarded by this; null when there is nothing to do

    /** @return false when too many tasks are waiting, and this one will not run */
    synchronized boolean execute(Runnable task) {
        if (waiting.size() >= MAX_WAITING) {
            return false;
        }
        waiting.add(task);
        if (worker == null) {
            startWorker();
        }
        return true;
    }

    /** Whether the calling thread is the one whose turn it is: a thread that was given up is not. */
    synchronized boolean isMyTurn() {
        return Thread.currentThread().equals(worker);
    }

    /** Goes on without a thread that got stuck. */
    synchronized void giveUp(Thread stuck) {
        if (stuck.equals(worker)) {
            startWorker();
        }
    }

    /** Ends a thread that was given up, when it comes back at last. */
    void requireMyTurn() {
        if (!isMyTurn()) {
            throw new GivenUpException();
        }
    }

    private static final class GivenUpException extends RuntimeException {
        private static final long serialVersionUID = 1;

        GivenUpException() {
            super("this thread was given up", null, false, false);
        }
    }

    private void startWorker() {
        worker = Thread.ofVirtual().name("sip").unstarted(this::work);
        worker.start();
    }

    private void work() {
        while (true) {
            Runnable task;
            synchronized (this) {
                if (!Thread.currentThread().equals(worker)) {
                    return;
                }
                task = waiting.poll();
                if (task == null) {
                    worker = null;
                    return;
                }
            }
            try {
                task.run();
            } catch (GivenUpException _) {
                return;
            } catch (RuntimeException e) {
                System.getLogger("sip").log(System.Logger.Level.ERROR, "defect in a transaction", e);
            }
        }
    }
}
