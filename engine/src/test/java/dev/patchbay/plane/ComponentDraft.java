package dev.patchbay.plane;

import dev.patchbay.net.TransportAddress;
import dev.patchbay.plan.ComponentKind;
import dev.patchbay.plan.ComponentPlan;
import dev.patchbay.plan.ComponentStatus;
import dev.patchbay.plan.EndpointLearning;
import dev.patchbay.plan.MediaPort;
import dev.patchbay.plan.MediaSecurity;
import dev.patchbay.plan.PayloadClock;
import dev.patchbay.plan.Sink;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A component of a test call, to be changed between plans. */
final class ComponentDraft {

    final ComponentStatus status = new ComponentStatus();
    ComponentKind kind = ComponentKind.RTP;
    MediaSecurity security = MediaSecurity.PLAIN;
    final List<MediaPort> ports = new ArrayList<>();
    @Nullable TransportAddress signalled;
    EndpointLearning learning = EndpointLearning.DELAYED;
    boolean strictSource;
    boolean mediaHandover;
    boolean guardsSource;
    boolean unidirectional;
    boolean natWait;
    boolean pierceNat;
    boolean dropTraffic;
    final List<Integer> telephoneEvents = new ArrayList<>();
    final List<PayloadClock> clockRates = new ArrayList<>();
    final List<Sink> sinks = new ArrayList<>();

    ComponentDraft clockRate(int payloadType, int hz) {
        clockRates.removeIf(clock -> clock.payloadType() == payloadType);
        clockRates.add(new PayloadClock(payloadType, hz));
        return this;
    }

    TransportAddress local() {
        return ports.getFirst().local();
    }

    long get(ComponentStatus.Cell cell) {
        return status.get(cell);
    }

    ComponentPlan plan() {
        return new ComponentPlan(
                status,
                kind,
                security,
                ports,
                List.of(),
                signalled,
                learning,
                strictSource,
                mediaHandover,
                guardsSource,
                unidirectional,
                natWait,
                pierceNat,
                -1,
                dropTraffic,
                telephoneEvents,
                clockRates,
                sinks);
    }
}
