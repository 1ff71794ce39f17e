package dev.patchbay.system.net;

import java.util.ArrayDeque;
import java.util.Deque;

/** Ends what is still open when the test JVM stops early (interrupt, timeout), last opened first. */
final class Cleanup {
    private static final Deque<Ticket> OPEN = new ArrayDeque<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Cleanup::runAll, "cleanup"));
    }

    private Cleanup() {}

    /** One thing to clean up, until it is {@link #done}. */
    static final class Ticket {
        private final Runnable action;

        private Ticket(Runnable action) {
            this.action = action;
        }

        void done() {
            synchronized (OPEN) {
                OPEN.remove(this);
            }
        }
    }

    static Ticket register(Runnable action) {
        Ticket ticket = new Ticket(action);
        synchronized (OPEN) {
            OPEN.push(ticket);
        }
        return ticket;
    }

    private static void runAll() {
        while (true) {
            Ticket ticket;
            synchronized (OPEN) {
                ticket = OPEN.poll();
            }
            if (ticket == null) {
                return;
            }
            ticket.action.run();
        }
    }
}
