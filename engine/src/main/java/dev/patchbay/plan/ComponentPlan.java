package dev.patchbay.plan;

import dev.patchbay.net.TransportAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One packet stream of one party: where its packets are expected, what is learned from them, and where they go.
 *
 * @param status the component's identity and live figures; the same object in every plan of the call that has this component
 * @param kind what it carries
 * @param security what its packets are protected with between the party and the relay
 * @param ports local sockets; empty when this side has none (rejected media, RTCP multiplexed away); the first one sends until a
 *     packet arrives on another
 * @param formerPorts sockets of earlier offers that stay open: what arrives there counts, but nothing is ever sent from them
 * @param signalled the peer's address from signalling; null until it is known ("not filled"). A zero address (on hold, RFC 3264
 *     section 8.4) is passed on as it is: nothing is sent to the party and nothing learned from it
 * @param learning when the real source replaces {@code signalled}; {@code OFF} for flag {@code asymmetric}
 * @param strictSource drop what does not come from the confirmed endpoint
 * @param mediaHandover follow the peer to a new source even after confirmation
 * @param guardsSource drop what does not come from the party's source unless it has plausibly moved ({@code SourceGuard})
 * @param unidirectional confirm the far side's endpoint too, so that one-way media can be offloaded
 * @param natWait send nothing to this endpoint before a packet came from it
 * @param pierceNat send empty datagrams to the signalled address until a packet came from the party
 * @param rtcpSibling index of the RTCP component that belongs to this RTP component, -1 if none; the worker counts multiplexed RTCP
 *     where it arrives, on the RTP component, as rtpengine does
 * @param dropTraffic key {@code drop-traffic=start}: what arrives is only counted as dropped
 * @param telephoneEvents payload types that carry RFC 4733 events, with their clock rates
 * @param clockRates the payload types that were signalled, for jitter and MOS. RTP of another type is relayed
 *     but counts as an error, so all types that were signalled in either direction belong here; empty = nothing is known, no errors
 * @param sinks where its packets go
 */
public record ComponentPlan(
        ComponentStatus status,
        ComponentKind kind,
        MediaSecurity security,
        List<MediaPort> ports,
        List<MediaPort> formerPorts,
        @Nullable TransportAddress signalled,
        EndpointLearning learning,
        boolean strictSource,
        boolean mediaHandover,
        boolean guardsSource,
        boolean unidirectional,
        boolean natWait,
        boolean pierceNat,
        int rtcpSibling,
        boolean dropTraffic,
        List<Integer> telephoneEvents,
        List<PayloadClock> clockRates,
        List<Sink> sinks) {

    public ComponentPlan {
        ports = List.copyOf(ports);
        formerPorts = List.copyOf(formerPorts);
        telephoneEvents = List.copyOf(telephoneEvents);
        clockRates = List.copyOf(clockRates);
        sinks = List.copyOf(sinks);
    }
}
