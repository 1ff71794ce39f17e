package dev.patchbay.daemon;

/** Signals to this process: a seam for tests. */
@FunctionalInterface
interface Signals {

    /** The ones the program reacts to. */
    enum Kind {
        /** {@code SIGTERM}: end, after draining if so configured. */
        TERM,
        /** {@code SIGINT}: end now. */
        INT,
        /** {@code SIGHUP}: the routing script anew, if there is one; else nothing, as a daemon outlives its terminal. */
        HUP,
        /** {@code SIGUSR1}: log less. */
        USR1,
        /** {@code SIGUSR2}: log more. */
        USR2
    }

    /** From now on, the action is run on a thread of the JVM for each signal; it replaces what was there before. */
    void on(Kind kind, Runnable action);
}
