package dev.patchbay.plane;

/**
 * Whether a worker lets datagrams gather before it takes them, within its latency budget: a turn costs the same for one datagram as
 * for thirty, so under load fewer and larger turns save processor time, at the price of the wait. With little to do nothing would
 * gather, and each datagram is taken at once. Owner: MediaWorker.
 */
final class Gathering {

    /** The rate is taken anew each time this is over. */
    private static final long WINDOW_NS = 20_000_000L;
    /** Datagrams in a budget from which on waiting is worth it, and below which it is not any more. */
    private static final int WORTHWHILE = 4;

    private static final int POINTLESS = 2;

    private long windowStartNs;
    private long windowDatagrams;
    private boolean isBusy;

    /**
     * Takes note of a turn.
     *
     * @param nowNs when its datagrams came
     * @param datagrams 1 or more
     */
    void onTurn(long nowNs, int datagrams, long budgetNs) {
        windowDatagrams += datagrams;
        long elapsedNs = nowNs - windowStartNs;
        if (elapsedNs >= WINDOW_NS) {
            double perBudget = (double) windowDatagrams * budgetNs / elapsedNs;
            isBusy = perBudget >= (isBusy ? POINTLESS : WORTHWHILE);
            windowStartNs = nowNs;
            windowDatagrams = 0;
        }
    }

    /** How long the next turn gathers; 0 = not at all. */
    long gatherNs(long budgetNs) {
        return isBusy ? budgetNs : 0;
    }
}
