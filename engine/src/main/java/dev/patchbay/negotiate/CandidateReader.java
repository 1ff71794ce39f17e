package dev.patchbay.negotiate;

import dev.patchbay.call.SectionIce;
import dev.patchbay.ice.CandidateType;
import dev.patchbay.ice.IceAgent;
import dev.patchbay.ice.RemoteCandidate;
import dev.patchbay.net.IpAddress;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.sdp.Attribute;
import dev.patchbay.sdp.MediaDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Picks the candidates that may be checked: UDP with a literal unicast address. TCP candidates and names, such as the {@code .local}
 * ones of browsers, are never resolved or checked; a peer that has only those is found when it checks us.
 */
final class CandidateReader {

    private static final String UDP = "UDP";

    private CandidateReader() {}

    static List<RemoteCandidate> read(MediaDescription media) {
        List<RemoteCandidate> candidates = new ArrayList<>();
        for (Attribute.Candidate attribute : media.all(Attribute.Candidate.class)) {
            if (candidates.size() < SectionIce.MAX_CANDIDATES) {
                read(attribute).ifPresent(candidates::add);
            }
        }
        return candidates;
    }

    private static Optional<RemoteCandidate> read(Attribute.Candidate attribute) {
        Optional<IpAddress> ip = attribute.ip().filter(CandidateReader::isReachable);
        Optional<CandidateType> type = CandidateType.ofSdpName(attribute.type());
        boolean fits = attribute.transport().equalsIgnoreCase(UDP)
                && attribute.component() >= 1
                && attribute.component() <= IceAgent.MAX_COMPONENTS
                && attribute.port() != 0
                && attribute.priority() > 0;
        if (!fits || ip.isEmpty() || type.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new RemoteCandidate(
                attribute.component(),
                new TransportAddress(ip.get(), attribute.port()),
                type.get(),
                attribute.priority(),
                attribute.foundation()));
    }

    private static boolean isReachable(IpAddress ip) {
        return !ip.isUnspecified() && !ip.isMulticast();
    }
}
