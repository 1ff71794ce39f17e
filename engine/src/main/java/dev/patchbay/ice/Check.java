package dev.patchbay.ice;

import dev.patchbay.stun.TransactionId;

/** A Binding transaction under way, with the retransmission of RFC 8489, section 6.2.1. Owner: MediaWorker. */
final class Check {

    /** How often a request is sent. */
    static final int MAX_SENT = 7;
    /** The last wait, in multiples of the first one. */
    private static final int LAST_WAIT_FACTOR = 16;

    final TransactionId id;
    final IceRole role;
    final boolean isNominating;
    private final long firstWaitNs;
    private int sent;
    /** When it is sent again, or given up after the last time. */
    long dueNs;

    Check(TransactionId id, IceRole role, boolean isNominating, long firstWaitNs) {
        this.id = id;
        this.role = role;
        this.isNominating = isNominating;
        this.firstWaitNs = firstWaitNs;
    }

    boolean isExhausted() {
        return sent >= MAX_SENT;
    }

    void sent(long nowNs) {
        sent++;
        dueNs = nowNs + (isExhausted() ? LAST_WAIT_FACTOR * firstWaitNs : firstWaitNs << (sent - 1));
    }
}
