package dev.patchbay.call;

import dev.patchbay.ice.IceCredentials;
import dev.patchbay.ice.LocalCandidate;
import dev.patchbay.ice.RemoteCandidate;
import dev.patchbay.ice.RemoteDescription;
import dev.patchbay.plan.IceStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * ICE with one party for one m-line, as signalled. Immutable.
 *
 * @param status identity and live figures of the agent; a restart keeps it
 * @param local what the party was, or will be, told
 * @param localCandidates best first; empty before ports were chosen
 * @param remote what the party's last SDP said; null while it has said nothing
 */
public record SectionIce(
        IceStatus status,
        IceCredentials local,
        List<LocalCandidate> localCandidates,
        @Nullable RemoteDescription remote) {

    /** Candidates kept of one party's SDP and fragments. */
    public static final int MAX_CANDIDATES = 64;

    public SectionIce {
        localCandidates = List.copyOf(localCandidates);
    }

    /** One that begins with these credentials. */
    public static SectionIce begin(IceCredentials local) {
        return new SectionIce(new IceStatus(), local, List.of(), null);
    }

    public SectionIce withLocalCandidates(List<LocalCandidate> candidates) {
        return new SectionIce(status, local, candidates, remote);
    }

    public SectionIce withRemote(@Nullable RemoteDescription description) {
        return new SectionIce(status, local, localCandidates, description);
    }

    /** ICE starts over with new credentials of ours. */
    public SectionIce restarted(IceCredentials credentials) {
        return new SectionIce(status, credentials, localCandidates, remote);
    }

    /** Candidates that came later (trickle, RFC 8838); those known already are left out. */
    public SectionIce withMoreCandidates(List<RemoteCandidate> more) {
        RemoteDescription known = remote;
        if (known == null) {
            return this;
        }
        List<RemoteCandidate> all = new ArrayList<>(known.candidates());
        for (RemoteCandidate candidate : more) {
            if (!all.contains(candidate) && all.size() < MAX_CANDIDATES) {
                all.add(candidate);
            }
        }
        return withRemote(new RemoteDescription(known.mode(), known.credentials(), all));
    }
}
