package dev.patchbay.ice;

import dev.patchbay.net.TransportAddress;
import org.jspecify.annotations.Nullable;

/** A local and a remote candidate, and what their check has shown. Owner: MediaWorker. */
final class CandidatePair {

    final LocalCandidate local;
    final Peer peer;
    /** The credentials it is checked with. */
    final Generation generation;

    private PairState state = PairState.FROZEN;
    private long priority;
    /** Its transaction; a succeeded pair has one while it is being nominated. */
    @Nullable Check check;
    /** The peer has nominated it before our own check succeeded. */
    boolean isNominatedByPeer;
    /** When the peer nominated it last. */
    long nominatedNs;
    /** Where the peer sees us; null before it has answered. */
    @Nullable TransportAddress mapped;
    boolean isTriggered;

    CandidatePair(LocalCandidate local, Peer peer, Generation generation, IceRole role) {
        this.local = local;
        this.peer = peer;
        this.generation = generation;
        prioritise(role);
    }

    /** To be called again when the role or the remote candidate's priority changes. */
    void prioritise(IceRole role) {
        long own = local.priority();
        long far = peer.candidate.priority();
        priority = role == IceRole.CONTROLLING ? CandidatePriority.ofPair(own, far) : CandidatePriority.ofPair(far, own);
    }

    /** Unsigned. */
    long priority() {
        return priority;
    }

    boolean isBetterThan(CandidatePair other) {
        return Long.compareUnsigned(priority, other.priority) > 0;
    }

    int component() {
        return local.component();
    }

    PairState state() {
        return state;
    }

    void to(PairState next) {
        if (state != next) {
            if (!state.mayBecome(next)) {
                throw new IllegalStateException("a pair cannot go from " + state + " to " + next);
            }
            state = next;
        }
    }

    /** A lite agent believes the peer's nomination. */
    void succeedUnchecked() {
        if (state == PairState.FROZEN) {
            to(PairState.WAITING);
        }
        if (state == PairState.WAITING) {
            to(PairState.IN_PROGRESS);
        }
        to(PairState.SUCCEEDED);
    }

    boolean hasFoundationOf(CandidatePair other) {
        return local.foundation().equals(other.local.foundation())
                && peer.candidate.foundation().equals(other.peer.candidate.foundation());
    }

    boolean joins(LocalCandidate wantedLocal, Peer wantedPeer) {
        return peer == wantedPeer && local.equals(wantedLocal);
    }

    @Override
    public String toString() {
        return local.base() + " <> " + peer.candidate.address() + " " + state;
    }
}
