package dev.patchbay.negotiate;

import dev.patchbay.call.MediaSection;
import dev.patchbay.call.MediaSection.Flag;
import dev.patchbay.call.SectionIce;
import dev.patchbay.ice.CandidatePriority;
import dev.patchbay.ice.CandidateType;
import dev.patchbay.ice.IceRole;
import dev.patchbay.ice.IceState;
import dev.patchbay.ice.LocalCandidate;
import dev.patchbay.net.IpAddress;
import dev.patchbay.net.IpFamily;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.ngwire.IceFlags;
import dev.patchbay.ngwire.IceFlags.Treatment;
import dev.patchbay.plan.IceStatus.SelectedPair;
import dev.patchbay.port.LogicalInterface;
import dev.patchbay.port.PortSet;
import dev.patchbay.sdp.Attribute;
import dev.patchbay.sdp.Attribute.RemoteCandidate;
import dev.patchbay.sdp.MediaDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The candidates of a section: which ports they stand for, with which priorities, and how they are printed. */
final class OwnCandidates {

    private static final String UDP = "UDP";
    private static final int RTP = 1;
    private static final int RTCP = 2;

    private OwnCandidates() {}

    /**
     * Makes the candidates of the ports that were chosen, best address first.
     *
     * @param given the address to print instead of the interfaces' (key {@code media-address})
     * @param media the sender's description, whose candidates are passed on along with ours in a passthrough
     */
    static void choose(
            MediaSection section, Foundations foundations, Optional<IpAddress> given, MediaDescription media, IceFlags flags) {
        SectionIce ice = section.ice();
        LogicalInterface logical = section.logical();
        IpFamily family = section.family();
        if (ice == null || logical == null || family == null) {
            return;
        }
        CandidateType type = typeOf(flags);
        long preference = section.has(Flag.ICE_PASSTHROUGH)
                ? preferenceBelow(media, type, flags)
                : combined(type.preference(), CandidatePriority.MAX_LOCAL_PREFERENCE);
        List<LocalCandidate> candidates = new ArrayList<>();
        boolean hasRtcp = media.isRtp() && !section.has(Flag.RTCP_MUX);
        for (int component = RTP; component <= (hasRtcp ? RTCP : RTP); component++) {
            long lower = preference;
            for (PortSet set : section.allPorts()) {
                if (component <= set.ports().size()) {
                    TransportAddress base = set.ports().get(component - 1).local();
                    IpAddress printed = given.orElse(set.local().advertised());
                    candidates.add(new LocalCandidate(
                            component,
                            base,
                            new TransportAddress(printed, base.port()),
                            CandidatePriority.of((int) (lower >> 16), (int) (lower & 0xffff), component),
                            foundations.of(logical.name(), family, set.local().bind())));
                    lower = Math.max(0, lower - 1);
                }
            }
        }
        section.setIce(ice.withLocalCandidates(candidates));
    }

    private static CandidateType typeOf(IceFlags flags) {
        return flags.is(Treatment.FORCE_RELAY) ? CandidateType.RELAYED : CandidateType.HOST;
    }

    /** Type preference and local preference as one number: one less is the next lower priority. */
    private static long combined(int typePreference, int localPreference) {
        return ((long) typePreference << 16) | localPreference;
    }

    /** Ours are to come after those of the same type that stay in the SDP. */
    private static long preferenceBelow(MediaDescription media, CandidateType type, IceFlags flags) {
        long preference = combined(type.preference(), CandidatePriority.MAX_LOCAL_PREFERENCE);
        for (Attribute.Candidate candidate : media.all(Attribute.Candidate.class)) {
            boolean isRival = candidate.component() == RTP
                    && candidate.type().equals(type.sdpName())
                    && candidate.transport().equalsIgnoreCase(UDP)
                    && candidate.ip().isPresent()
                    && !isRemoved(candidate, flags);
            long theirs = combined(
                    CandidatePriority.typePreference(candidate.priority()),
                    CandidatePriority.localPreference(candidate.priority()));
            if (isRival && theirs <= preference) {
                preference = Math.max(0, theirs - 1);
            }
        }
        return preference;
    }

    /** Mode force-relay: the relay is the only relay candidate. */
    static boolean isRemoved(Attribute attribute, IceFlags flags) {
        return attribute instanceof Attribute.Candidate candidate
                && flags.is(Treatment.FORCE_RELAY)
                && candidate.type().equals(CandidateType.RELAYED.sdpName());
    }

    /**
     * The attributes of a section's own agent, in the order in which they are printed.
     *
     * @param section the receiver's
     */
    static List<Attribute> print(MediaSection section, IceFlags flags, boolean isOffer) {
        SectionIce ice = section.ice();
        if (ice == null || !section.has(Flag.ICE)) {
            return List.of();
        }
        List<Attribute> attributes = new ArrayList<>();
        boolean isPassthrough = section.has(Flag.ICE_PASSTHROUGH);
        if (!isPassthrough) {
            attributes.add(new Attribute.IceUfrag(ice.local().ufrag()));
            attributes.add(new Attribute.IcePwd(ice.local().password()));
            if (section.has(Flag.TRICKLE_ICE)) {
                attributes.add(new Attribute.IceOptions(List.of("trickle")));
            }
        }
        boolean isSettled = !isPassthrough && isSettled(ice);
        for (LocalCandidate candidate : ice.localCandidates()) {
            if (!isSettled || isSelected(ice, candidate)) {
                attributes.add(printed(candidate, typeOf(flags)));
            }
        }
        if (isSettled && isOffer && ice.status().role() == IceRole.CONTROLLING) {
            attributes.add(remoteCandidates(ice));
        }
        return attributes;
    }

    /** ICE has finished with the credentials that are still in force, for RTP and for RTCP. */
    private static boolean isSettled(SectionIce ice) {
        return ice.status().state() == IceState.COMPLETED
                && ice.local().ufrag().equals(ice.status().localUfrag())
                && ice.status().pair(RTP) != null
                && ice.localCandidates().stream().allMatch(candidate -> ice.status().pair(candidate.component()) != null);
    }

    private static boolean isSelected(SectionIce ice, LocalCandidate candidate) {
        SelectedPair pair = ice.status().pair(candidate.component());
        return pair != null && pair.local().equals(candidate.base());
    }

    private static Attribute printed(LocalCandidate candidate, CandidateType type) {
        boolean isRelay = type == CandidateType.RELAYED;
        TransportAddress address = candidate.advertised();
        return new Attribute.Candidate(
                candidate.foundation(),
                candidate.component(),
                UDP,
                candidate.priority(),
                address.ip().toString(),
                address.port(),
                type.sdpName(),
                isRelay ? Optional.of(address.ip().toString()) : Optional.empty(),
                isRelay ? OptionalInt.of(address.port()) : OptionalInt.empty(),
                "");
    }

    /** RFC 8839, section 5.2: tells a controlled peer which of its candidates are in use. */
    private static Attribute remoteCandidates(SectionIce ice) {
        List<RemoteCandidate> remotes = new ArrayList<>();
        for (int component = RTP; component <= RTCP; component++) {
            @Nullable SelectedPair pair = ice.status().pair(component);
            if (pair != null) {
                remotes.add(new RemoteCandidate(component, pair.remote().ip().toString(), pair.remote().port()));
            }
        }
        return new Attribute.RemoteCandidates(remotes);
    }
}
