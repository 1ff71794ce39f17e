package dev.patchbay.call;

import dev.patchbay.call.MediaSection.Flag;
import dev.patchbay.ice.IceMode;
import dev.patchbay.ice.IceRole;
import dev.patchbay.ice.IceSetup;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.plan.ComponentKind;
import dev.patchbay.plan.ComponentPlan;
import dev.patchbay.plan.EndpointLearning;
import dev.patchbay.plan.ForwardingPlan;
import dev.patchbay.plan.IcePlan;
import dev.patchbay.plan.MediaPort;
import dev.patchbay.plan.MediaSecurity;
import dev.patchbay.plan.PayloadClock;
import dev.patchbay.plan.Sink;
import dev.patchbay.port.PortSet;
import dev.patchbay.sdp.Codec;
import dev.patchbay.sdp.TransportProtocol;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a call's state into the plan for its media worker. One use each. */
final class PlanBuilder {

    /** For payload types of which the SDP says nothing else. */
    private static final int ASSUMED_CLOCK_RATE_HZ = 8000;

    private static final String TELEPHONE_EVENT = "telephone-event";

    private final CallState state;
    private final EndpointLearning learning;
    private final boolean guardsSource;
    /** Where the components of each section begin in the plan. */
    private final IdentityHashMap<MediaSection, Integer> firstIndexes = new IdentityHashMap<>();

    PlanBuilder(CallState state, CallSettings settings) {
        this.state = state;
        this.learning = settings.endpointLearning();
        this.guardsSource = settings.guardsSource();
    }

    /** @param nowNs of the signalling behind the plan, on the media plane's clock */
    ForwardingPlan build(long nowNs) {
        int count = 0;
        for (Participant participant : state.participants()) {
            if (participant.deletedUs() != 0 && !participant.hasPorts()) {
                continue;
            }
            for (MediaSection section : participant.sections()) {
                firstIndexes.put(section, count);
                count += section.components().size();
            }
        }
        List<ComponentPlan> components = new ArrayList<>(count);
        for (Participant participant : state.participants()) {
            for (MediaSection section : participant.sections()) {
                if (firstIndexes.containsKey(section)) {
                    for (int index = 0; index < section.components().size(); index++) {
                        components.add(component(participant, section, index));
                    }
                }
            }
        }
        return new ForwardingPlan(state.callId(), nowNs, components, agents());
    }

    /** Where a component stands in the plan, -1 if it is not in it. */
    private int indexOf(MediaSection section, int component) {
        Integer first = firstIndexes.get(section);
        return first == null || component >= section.components().size() ? -1 : first + component;
    }

    private ComponentPlan component(Participant participant, MediaSection section, int index) {
        boolean isRtcp = (index & 1) == 1;
        boolean isRtp = section.protocol().map(TransportProtocol::isRtp).orElse(false);
        ComponentKind kind = !isRtp ? ComponentKind.OPAQUE : isRtcp ? ComponentKind.RTCP : ComponentKind.RTP;
        Component component = section.components().get(index);
        return new ComponentPlan(
                component.status(),
                kind,
                security(section, isRtcp),
                ports(section.allPorts(), index),
                ports(section.formerPorts(), index),
                sendable(component.signalled()),
                section.has(Flag.ASYMMETRIC) ? EndpointLearning.OFF : learning,
                section.has(Flag.STRICT_SOURCE),
                section.has(Flag.MEDIA_HANDOVER),
                guardsSource,
                section.has(Flag.UNIDIRECTIONAL),
                section.has(Flag.NAT_WAIT),
                section.has(Flag.PIERCE_NAT),
                isRtcp ? -1 : indexOf(section, index + 1),
                state.dropTraffic(),
                isRtp && !isRtcp ? telephoneEvents(participant, section) : List.of(),
                isRtp && !isRtcp ? clockRates(participant, section) : List.of(),
                sinks(participant, section, index, isRtcp, isRtp));
    }

    /** Nobody shakes hands for RTCP that goes with RTP. */
    private static MediaSecurity security(MediaSection section, boolean isRtcp) {
        MediaSecurity security = section.security();
        boolean isMuxedAway = isRtcp && section.has(Flag.RTCP_MUX);
        return isMuxedAway && security instanceof MediaSecurity.ByHandshake ? MediaSecurity.BY_HANDSHAKE : security;
    }

    private List<IcePlan> agents() {
        List<IcePlan> agents = new ArrayList<>();
        for (Participant participant : state.participants()) {
            for (MediaSection section : participant.sections()) {
                SectionIce ice = section.ice();
                int rtp = indexOf(section, 0);
                if (ice != null && rtp >= 0 && isIceAtWork(section)) {
                    int rtcp = indexOf(section, 1);
                    agents.add(new IcePlan(ice.status(), setup(section, ice), rtp, rtcp));
                }
            }
        }
        return agents;
    }

    /** Not while the section is rejected, and not when checks pass through to the other party. */
    private static boolean isIceAtWork(MediaSection section) {
        return section.has(Flag.ICE) && !section.has(Flag.ICE_PASSTHROUGH) && section.ports().isPresent();
    }

    private static IceSetup setup(MediaSection section, SectionIce ice) {
        return new IceSetup(
                section.has(Flag.ICE_LITE) ? IceMode.LITE : IceMode.FULL,
                section.has(Flag.ICE_CONTROLLING) ? IceRole.CONTROLLING : IceRole.CONTROLLED,
                ice.local(),
                ice.localCandidates(),
                ice.remote());
    }

    private static List<MediaPort> ports(List<PortSet> sets, int index) {
        List<MediaPort> ports = new ArrayList<>(sets.size());
        for (PortSet set : sets) {
            if (index < set.ports().size()) {
                ports.add(set.ports().get(index));
            }
        }
        return ports;
    }

    /** Port 0 means a rejected section. */
    private static @Nullable TransportAddress sendable(@Nullable TransportAddress signalled) {
        return signalled == null || signalled.port() == 0 ? null : signalled;
    }

    private List<Sink> sinks(Participant participant, MediaSection section, int index, boolean isRtcp, boolean isRtp) {
        List<Sink> sinks = new ArrayList<>(1);
        for (Participant listener : state.listenersOf(participant)) {
            MediaSection far = listener.section(section.index()).orElse(null);
            if (far == null || far.ports().isEmpty() || index >= far.components().size()) {
                continue;
            }
            boolean farIsMuxed = isRtp && far.has(Flag.RTCP_MUX);
            int rtpIndex = indexOf(far, index & ~1);
            int rtcpIndex = indexOf(far, index | 1);
            int rtcpTarget = farIsMuxed ? rtpIndex : rtcpIndex;
            int target = isRtcp ? rtcpTarget : rtpIndex;
            if (target >= 0) {
                sinks.add(new Sink(target, isRtp && !isRtcp && section.has(Flag.RTCP_MUX) ? rtcpTarget : -1, stripsFeedback(section, far)));
            }
        }
        return sinks;
    }

    private static boolean stripsFeedback(MediaSection from, MediaSection to) {
        return from.protocol().map(TransportProtocol::hasFeedback).orElse(false)
                && to.protocol().map(p -> p.isRtp() && !p.hasFeedback()).orElse(false);
    }

    /** Either side's list may name the payload type that the party uses: its own, or its partner's that it answers to. */
    private List<Integer> telephoneEvents(Participant participant, MediaSection section) {
        List<Integer> types = new ArrayList<>(2);
        addTelephoneEvents(types, section);
        for (Participant listener : state.listenersOf(participant)) {
            listener.section(section.index()).ifPresent(far -> addTelephoneEvents(types, far));
        }
        return types;
    }

    private static void addTelephoneEvents(List<Integer> types, MediaSection section) {
        for (Codec codec : section.codecs()) {
            if (codec.isNamed(TELEPHONE_EVENT) && !types.contains(codec.payloadType())) {
                types.add(codec.payloadType());
            }
        }
    }

    /** What either side's list names may be on its way in both directions. */
    private List<PayloadClock> clockRates(Participant participant, MediaSection section) {
        if (section.codecs().isEmpty()) {
            return List.of();
        }
        List<PayloadClock> clocks = new ArrayList<>(section.codecs().size());
        addClockRates(clocks, section);
        for (Participant listener : state.listenersOf(participant)) {
            listener.section(section.index()).ifPresent(far -> addClockRates(clocks, far));
        }
        return clocks;
    }

    private static void addClockRates(List<PayloadClock> clocks, MediaSection section) {
        for (Codec codec : section.codecs()) {
            int hz = codec.clockRateHz() > 0 ? codec.clockRateHz() : ASSUMED_CLOCK_RATE_HZ;
            PayloadClock clock = new PayloadClock(codec.payloadType(), hz);
            if (!clocks.contains(clock)) {
                clocks.add(clock);
            }
        }
    }
}
