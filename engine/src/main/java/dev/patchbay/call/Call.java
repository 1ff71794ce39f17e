package dev.patchbay.call;

import dev.patchbay.net.TransportAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A call that exists: its lock, the state in force and what is scheduled for it. The state may be read without the lock; everything
 * is changed under it.
 */
public final class Call {

    private final String callId;
    private final TransportAddress createdFrom;
    private final long createdUs;
    private final long createdNs;
    final ReentrantLock lock = new ReentrantLock();
    private volatile CallState state;
    private volatile long lastSignalUs;
    private volatile long lastSignalNs;
    private volatile long deletedUs;
    private volatile boolean debug;
    private long deleteAtNs; // guarded by lock, as all below
    private final Map<Integer, Long> participantDeleteAtNs = new HashMap<>();
    private boolean ended;

    Call(String callId, TransportAddress createdFrom, long createdUs, long createdNs) {
        this.callId = callId;
        this.createdFrom = createdFrom;
        this.createdUs = createdUs;
        this.createdNs = createdNs;
        this.lastSignalUs = createdUs;
        this.lastSignalNs = createdNs;
        this.state = new CallState(callId);
    }

    public String callId() {
        return callId;
    }

    /** Address of the client whose offer created it. */
    public TransportAddress createdFrom() {
        return createdFrom;
    }

    /** Microseconds since 1970. */
    public long createdUs() {
        return createdUs;
    }

    long createdNs() {
        return createdNs;
    }

    /** The state in force; never changed once it is here. */
    public CallState state() {
        return state;
    }

    /** Microseconds since 1970 of the last offer or answer. */
    public long lastSignalUs() {
        return lastSignalUs;
    }

    /** The same on the media plane's clock. */
    public long lastSignalNs() {
        return lastSignalNs;
    }

    /** When the whole call was marked for deletion, microseconds since 1970; 0 = it was not. */
    public long deletedUs() {
        return deletedUs;
    }

    /** Log at debug level, whatever the global one. */
    public boolean isDebug() {
        return debug;
    }

    public void setDebug(boolean value) {
        debug = value;
    }

    boolean isEnded() {
        return ended;
    }

    void setEnded() {
        ended = true;
    }

    /**
     * Puts a new state in force after an offer or answer. That also calls off a pending deletion: of the whole call, with all parties
     * that were to go with it, and of the parties that the message is about.
     */
    void commit(CallState newState, long nowUs, long nowNs) {
        if (deletedUs != 0) {
            newState.participants().stream()
                    .filter(p -> !participantDeleteAtNs.containsKey(p.id()) && p.hasPorts())
                    .forEach(p -> p.setDeletedUs(0));
        }
        state = newState;
        lastSignalUs = nowUs;
        lastSignalNs = nowNs;
        deletedUs = 0;
        deleteAtNs = 0;
        for (Participant participant : newState.participants()) {
            if (participant.deletedUs() == 0) {
                participantDeleteAtNs.remove(participant.id());
            }
        }
    }

    /** Puts a new state in force that came of something else than an offer or answer. */
    void replaceState(CallState newState) {
        state = newState;
    }

    void scheduleDeletion(long nowUs, long atNs) {
        deletedUs = nowUs;
        deleteAtNs = atNs;
    }

    boolean isDeletionDue(long nowNs) {
        return deletedUs != 0 && deleteAtNs - nowNs <= 0;
    }

    void scheduleDeletion(Participant participant, long atNs) {
        participantDeleteAtNs.put(participant.id(), atNs);
    }

    Map<Integer, Long> participantDeletions() {
        return participantDeleteAtNs;
    }
}
