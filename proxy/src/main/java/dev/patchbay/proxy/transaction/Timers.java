package dev.patchbay.proxy.transaction;

/** Time for transactions: actions run in the order of everything else that happens to the transaction, never beside it. */
public interface Timers {

    /** @return cancels it, also if it is due already but has not run */
    Pending after(long delayMs, Runnable action);

    /** An action that has not run. */
    interface Pending {
        void cancel();

        /** Nothing to cancel. */
        Pending NONE = () -> {};
    }
}
