package dev.patchbay.ice;

import java.util.List;

/**
 * What the peer's SDP says of its ICE agent.
 *
 * @param candidates those that may be checked, at most {@link IceAgent#MAX_REMOTE_CANDIDATES}
 */
public record RemoteDescription(IceMode mode, IceCredentials credentials, List<RemoteCandidate> candidates) {
    public RemoteDescription {
        candidates = List.copyOf(candidates);
    }
}
