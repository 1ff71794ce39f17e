package dev.patchbay.ice;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything signalling has decided about an agent; a new setup takes the whole former one's place ({@link IceAgent#configure}).
 *
 * @param role that follows from who made the offer; conflicts are settled by the agent
 * @param local credentials that the peer was told; new ones restart ICE
 * @param localCandidates the ports in use; components without one are not part of ICE
 * @param remote null while the peer has not described itself; new credentials in it restart ICE
 */
public record IceSetup(
        IceMode mode,
        IceRole role,
        IceCredentials local,
        List<LocalCandidate> localCandidates,
        @Nullable RemoteDescription remote) {
    public IceSetup {
        localCandidates = List.copyOf(localCandidates);
    }
}
