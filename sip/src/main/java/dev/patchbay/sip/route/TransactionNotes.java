package dev.patchbay.sip.route;

/**
 * What the functions remember from an INVITE to its replies. The caller keeps one per transaction and hands it to all routes of it; a
 * server without transactions has none. Any thread.
 */
public final class TransactionNotes {

    private volatile boolean isWithoutSdp;

    /** A transaction of which nothing is known yet. */
    public TransactionNotes() {}

    /** The INVITE had no SDP: the offer is in the reply. */
    public void noteNoSdp() {
        isWithoutSdp = true;
    }

    public boolean isWithoutSdp() {
        return isWithoutSdp;
    }
}
