package dev.patchbay.call;

import dev.patchbay.call.MediaSection.Flag;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.plane.ComponentKind;
import dev.patchbay.plane.ComponentPlan;
import dev.patchbay.plane.EndpointLearning;
import dev.patchbay.plane.ForwardingPlan;
import dev.patchbay.plane.MediaPort;
import dev.patchbay.plane.PayloadClock;
import dev.patchbay.plane.Sink;
import dev.patchbay.port.PortSet;
import dev.patchbay.sdp.Codec;
import dev.patchbay.sdp.TransportProtocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a call's state into the plan for its media worker. One use each. */
final class PlanBuilder {

    /** For payload types of which the SDP says nothing else. */
    private static final int ASSUMED_CLOCK_RATE_HZ = 8000;

    private static final String TELEPHONE_EVENT = "telephone-event";

    private final CallState state;
    private final EndpointLearning learning;
    private final List<Slot> slots = new ArrayList<>();
    private final Map<Slot, Integer> indexes = new HashMap<>();

    /** Where a component stands in the call. */
    private record Slot(int participant, int section, int component) {}

    PlanBuilder(CallState state, EndpointLearning learning) {
        this.state = state;
        this.learning = learning;
    }

    /** @param nowNs of the signalling behind the plan, on the media plane's clock */
    ForwardingPlan build(long nowNs) {
        for (Participant participant : state.participants()) {
            if (participant.deletedUs() != 0 && !participant.hasPorts()) {
                continue;
            }
            for (MediaSection section : participant.sections()) {
                for (int component = 0; component < section.components().size(); component++) {
                    Slot slot = new Slot(participant.id(), section.index(), component);
                    indexes.put(slot, slots.size());
                    slots.add(slot);
                }
            }
        }
        List<ComponentPlan> components = new ArrayList<>(slots.size());
        for (Participant participant : state.participants()) {
            for (MediaSection section : participant.sections()) {
                for (int component = 0; component < section.components().size(); component++) {
                    if (indexes.containsKey(new Slot(participant.id(), section.index(), component))) {
                        components.add(component(participant, section, component));
                    }
                }
            }
        }
        return new ForwardingPlan(state.callId(), nowNs, components);
    }

    private ComponentPlan component(Participant participant, MediaSection section, int index) {
        boolean isRtcp = (index & 1) == 1;
        // What is inside SRTP and SRTCP is for the parties alone as long as the relay has no keys.
        boolean isRtp = section.protocol().map(p -> p.isRtp() && !p.isSecure()).orElse(false);
        ComponentKind kind = !isRtp ? ComponentKind.OPAQUE : isRtcp ? ComponentKind.RTCP : ComponentKind.RTP;
        Component component = section.components().get(index);
        return new ComponentPlan(
                component.status(),
                kind,
                section.ports().map(set -> ports(List.of(set), index)).orElse(List.of()),
                ports(section.formerPorts(), index),
                sendable(component.signalled()),
                section.has(Flag.ASYMMETRIC) ? EndpointLearning.OFF : learning,
                section.has(Flag.STRICT_SOURCE),
                section.has(Flag.MEDIA_HANDOVER),
                section.has(Flag.UNIDIRECTIONAL),
                section.has(Flag.NAT_WAIT),
                section.has(Flag.PIERCE_NAT),
                isRtcp ? -1 : indexes.getOrDefault(new Slot(participant.id(), section.index(), index + 1), -1),
                state.dropTraffic(),
                isRtp && !isRtcp ? telephoneEvents(participant, section) : List.of(),
                isRtp && !isRtcp ? clockRates(participant, section) : List.of(),
                sinks(participant, section, index, isRtcp, isRtp));
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
            int rtpIndex = indexes.getOrDefault(new Slot(listener.id(), far.index(), index & ~1), -1);
            int rtcpIndex = indexes.getOrDefault(new Slot(listener.id(), far.index(), index | 1), -1);
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
