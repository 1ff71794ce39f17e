package dev.patchbay.report;

import dev.patchbay.call.MediaSection;
import dev.patchbay.call.MediaSection.Flag;
import dev.patchbay.call.SectionIce;
import dev.patchbay.ice.IceFootprint;
import dev.patchbay.ice.IceRole;
import dev.patchbay.ice.LocalCandidate;
import dev.patchbay.ice.PairReport;
import dev.patchbay.ice.RemoteCandidate;
import dev.patchbay.ice.RemoteDescription;
import dev.patchbay.ice.StunOutcome;
import dev.patchbay.plan.IceStatus;
import dev.patchbay.plan.IceStatus.SelectedPair;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** ICE with one party for one section, for {@code explain}: state, candidates, pairs, consent. */
final class IceText {

    /** Pairs listed at most; the best come first. */
    private static final int MAX_PAIRS = 12;

    private IceText() {}

    static void write(IndentedText text, MediaSection section) {
        SectionIce ice = section.ice();
        if (ice == null) {
            return;
        }
        if (section.has(Flag.ICE_PASSTHROUGH)) {
            text.item(2, "ICE", "the parties' own; their checks are relayed (ICE=optional or force-relay)");
            return;
        }
        IceStatus status = ice.status();
        text.item(2, "ICE", status.state().explanation());
        text.item(3, "our agent", (section.has(Flag.ICE_LITE) ? "lite, " : "full, ") + role(status) + ", ufrag " + ice.local().ufrag());
        text.item(3, "our candidates", ice.localCandidates().stream().map(IceText::candidate).collect(Collectors.joining(", ")));
        text.item(3, "peer", peer(section, ice.remote()));
        for (int component = 1; component <= 2; component++) {
            SelectedPair pair = status.pair(component);
            if (pair != null) {
                text.item(3, component == 1 ? "RTP goes" : "RTCP goes", way(pair));
            }
        }
        status.pairs().stream().limit(MAX_PAIRS).forEach(pair -> text.item(3, "pair", pair(pair)));
        text.item(3, "memory", "about " + status.footprintBytes() + " bytes, never more than " + IceFootprint.MAX_BYTES);
        text.item(
                3,
                "STUN",
                status.messages(StunOutcome.ANSWERED) + " checks answered, " + status.messages(StunOutcome.MATCHED)
                        + " of ours answered by the peer, " + status.messages(StunOutcome.UNAUTHENTIC) + " with a wrong password, "
                        + status.messages(StunOutcome.UNMATCHED) + " answers to nothing we asked");
    }

    private static String role(IceStatus status) {
        return status.role() == IceRole.CONTROLLING ? "controlling" : "controlled";
    }

    private static String candidate(LocalCandidate candidate) {
        boolean isMapped = !candidate.base().equals(candidate.advertised());
        return "component " + candidate.component() + " " + candidate.base() + (isMapped ? " as " + candidate.advertised() : "");
    }

    private static String peer(MediaSection section, @Nullable RemoteDescription remote) {
        if (remote == null) {
            return "has not described itself";
        }
        String kind = section.has(Flag.ICE_LITE_PEER) ? "lite, " : "full, ";
        String trickle = section.has(Flag.TRICKLE_ICE) ? ", trickles" : "";
        String candidates = remote.candidates().isEmpty()
                ? "none that can be checked (UDP, literal address)"
                : remote.candidates().stream().map(IceText::candidate).collect(Collectors.joining(", "));
        return kind + "ufrag " + PlainText.line(remote.credentials().ufrag()) + trickle + "; candidates: " + candidates;
    }

    private static String candidate(RemoteCandidate candidate) {
        return "component " + candidate.component() + " " + candidate.address() + " " + candidate.type().sdpName();
    }

    private static String way(SelectedPair pair) {
        return "from " + pair.local() + " to " + pair.remote() + (pair.isSelected() ? ", selected" : ", works, not selected yet")
                + (pair.hasConsent() ? "" : "; the peer has not answered for 30 s");
    }

    private static String pair(PairReport pair) {
        return "component " + pair.component() + " " + pair.local() + " to " + pair.remote() + " (" + pair.remoteType().sdpName() + ") "
                + pair.state().name().toLowerCase(Locale.ROOT).replace('_', ' ') + (pair.isSelected() ? ", in use" : "");
    }
}
