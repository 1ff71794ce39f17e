package dev.patchbay.sip.client;

/** Why there is no reply. */
public enum ExchangeFailure {
    /** All tries went unanswered. */
    TIMEOUT(true),
    /** The host refused: nobody listens there, no route, a connection that broke. */
    UNREACHABLE(true),
    /** The node was found dead by another command meanwhile. */
    NODE_DISABLED(false),
    /** Too many commands for this node are waiting already. */
    BUSY(false),
    /** The command does not fit into a datagram. */
    TOO_LONG(false),
    /** The client was closed, or the node left all lists. */
    CLOSED(false);

    private final boolean isNodesFault;

    ExchangeFailure(boolean isNodesFault) {
        this.isNodesFault = isNodesFault;
    }

    /** Whether the node is to be taken out of use. */
    public boolean isNodesFault() {
        return isNodesFault;
    }
}
