package dev.patchbay.ice;

import dev.patchbay.net.TransportAddress;
import dev.patchbay.stun.StunView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The remote candidates: those signalled and those that checks came from, {@link IceAgent#MAX_REMOTE_CANDIDATES} at most. Owner: MediaWorker. */
final class PeerTable {

    private final List<Peer> peers = new ArrayList<>();

    /** Not to be changed. */
    List<Peer> all() {
        return peers;
    }

    void clear() {
        peers.clear();
    }

    @Nullable Peer find(int component, TransportAddress address) {
        for (Peer peer : peers) {
            if (peer.candidate.component() == component && peer.candidate.address().equals(address)) {
                return peer;
            }
        }
        return null;
    }

    boolean has(int component) {
        for (Peer peer : peers) {
            if (peer.candidate.component() == component) {
                return true;
            }
        }
        return false;
    }

    /** A candidate that signalling names, perhaps one that a check has taught already. */
    void add(RemoteCandidate candidate) {
        Peer known = find(candidate.component(), candidate.address());
        if (known != null) {
            known.candidate = candidate;
        } else if (peers.size() < IceAgent.MAX_REMOTE_CANDIDATES) {
            peers.add(new Peer(candidate));
        }
    }

    /** The candidate an authentic request came from; an unknown one is peer-reflexive (RFC 8445, section 7.3.1.3). Null when there are too many. */
    @Nullable Peer learn(int component, TransportAddress from, StunView request) {
        Peer peer = find(component, from);
        if (peer == null && peers.size() < IceAgent.MAX_REMOTE_CANDIDATES) {
            long priority = Math.max(1, request.priority());
            peer = new Peer(new RemoteCandidate(component, from, CandidateType.PEER_REFLEXIVE, priority, from.toString()));
            peers.add(peer);
        }
        if (peer != null) {
            peer.isAuthenticated = true;
        }
        return peer;
    }

    boolean isAuthenticated(int component, StunSource source) {
        for (Peer peer : peers) {
            if (peer.isAuthenticated && peer.candidate.component() == component && source.is(peer.candidate.address())) {
                return true;
            }
        }
        return false;
    }
}
