package dev.patchbay.proxy.route;

import dev.patchbay.proxy.forward.Decider;
import dev.patchbay.proxy.forward.ProxyTransaction;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs a route of a script with an eye on it: what it throws is logged with the line, and what takes too long is interrupted. If even that
 * does not end it, the transaction goes on without the thread.
 */
final class ScriptRunner implements AutoCloseable {

    /** A route of a script. */
    @FunctionalInterface
    interface Route {
        void run() throws Exception;
    }

    private static final System.Logger LOG = System.getLogger("sip.script");

    /** After an interrupt, for the script to end by itself. */
    private static final long GRACE_MS = 500;

    private final Duration limit;
    private final ScheduledThreadPoolExecutor watch;

    /** @param limit for one route of one message */
    ScriptRunner(Duration limit) {
        this.limit = limit;
        this.watch = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("script-watch").factory());
        watch.setRemoveOnCancelPolicy(true);
    }

    /** One route at work: whoever sees first that it is over, or too long, decides what it was. */
    private static final class Run {
        final ProxyTransaction transaction;
        final String route;
        final Thread thread = Thread.currentThread();
        private boolean isOver; // guarded by this

        Run(ProxyTransaction transaction, String route) {
            this.transaction = transaction;
            this.route = route;
        }

        synchronized void end() {
            isOver = true;
            if (transaction.isMyTurn()) {
                // An interrupt that came too late is nobody's.
                Thread.interrupted();
            }
        }

        synchronized void interrupt() {
            if (!isOver) {
                thread.interrupt();
            }
        }

        synchronized void giveUp() {
            if (!isOver) {
                transaction.giveUp(thread);
            }
        }
    }

    void run(ProxyTransaction transaction, String route, Route body) throws Decider.Failed {
        Run run = new Run(transaction, route);
        // A route within a route (a branch route during relay) has its own time beside that of the outer one.
        ScheduledFuture<?> watching = watch.schedule(() -> onTooLong(run), limit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            body.run();
        } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
            if (transaction.isMyTurn()) {
                String where = line(e.getStackTrace()).map(line -> " at " + line).orElse("");
                LOG.log(Level.ERROR, "{0} of {1} failed{2}: {3}", route, name(transaction), where, e);
                throw new Decider.Failed(String.valueOf(e.getMessage()));
            }
        } finally {
            watching.cancel(false);
            run.end();
        }
        transaction.requireMyTurn();
    }

    private static String name(ProxyTransaction transaction) {
        return transaction.request().getFirstLine().strip();
    }

    private void onTooLong(Run run) {
        LOG.log(
                Level.ERROR,
                "{0} of {1} takes longer than {2} ms{3}: given up",
                run.route,
                name(run.transaction),
                Long.toString(limit.toMillis()),
                line(run.thread.getStackTrace()).map(line -> ", now at " + line).orElse(""));
        run.interrupt();
        ScheduledFuture<?> _ = watch.schedule(run::giveUp, GRACE_MS, TimeUnit.MILLISECONDS);
    }

    /** The innermost line of a script: its classes are in no module and have our loader. */
    private static Optional<String> line(StackTraceElement[] trace) {
        for (StackTraceElement element : trace) {
            if (ScriptNames.isScript(element.getClassLoaderName())) {
                return Optional.of(element.getFileName() + ":" + element.getLineNumber());
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
