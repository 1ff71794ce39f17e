package dev.patchbay.plane;

import dev.patchbay.net.TransportAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A component at work: the plan's wishes flattened for the packet path, and what the stream's packets have taught. It lives as long
 * as its {@link ComponentStatus} is in the plans of its call. Owner: MediaWorker.
 */
final class Component {

    private static final Route[] NO_ROUTES = {};

    final LiveCall call;
    final ComponentStatus status;
    final EndpointLearner learner;
    final DtmfTracker dtmf = new DtmfTracker();

    ComponentKind kind = ComponentKind.OPAQUE;
    PayloadTypes payloadTypes = PayloadTypes.NONE;
    Route[] routes = NO_ROUTES;
    boolean unidirectional;
    boolean natWait;
    boolean dropTraffic;
    /** An RTP component that carries RTCP as well (RFC 5761). */
    boolean muxesRtcp;

    /** A packet was accepted from this party, ever (flag NAT-wait). */
    boolean heard;
    /** A packet was accepted since the SDP named the address in force (flag pierce NAT). */
    boolean heardSinceSignalled;

    long lastEndpointEventNs = Long.MIN_VALUE / 2;

    boolean pierceNat;
    @Nullable TransportAddress signalled;
    /** It is in the list of the {@link NatPiercer}. */
    boolean isProbed;
    int probesSent;
    long nextProbeNs;

    /** Source of the last RTP packet. */
    @Nullable SsrcQuality source;

    private List<MediaPort> ports = List.of();
    private @Nullable MediaPort selectedPort;

    Component(LiveCall call, ComponentStatus status) {
        this.call = call;
        this.status = status;
        this.learner = new EndpointLearner(status, call);
    }

    /** Takes over a plan, all but its sinks, which need the other components. */
    void configure(ComponentPlan plan, long lastSignalNs) {
        kind = plan.kind();
        payloadTypes = PayloadTypes.of(plan.clockRates(), plan.telephoneEvents());
        unidirectional = plan.unidirectional();
        natWait = plan.natWait();
        dropTraffic = plan.dropTraffic();
        pierceNat = plan.pierceNat();
        TransportAddress address = plan.signalled();
        if (address == null || !address.equals(signalled)) {
            signalled = address;
            heardSinceSignalled = false;
            probesSent = 0;
            nextProbeNs = lastSignalNs;
        }
        ports = plan.ports();
        learner.signal(plan, lastSignalNs);
        if (selectedPort == null || !ports.contains(selectedPort)) {
            select(null);
        }
        fitSelectedPort();
    }

    /** It is in no plan any more. */
    void retire() {
        pierceNat = false;
        routes = NO_ROUTES;
        ports = List.of();
        select(null);
    }

    void setRoutes(Route[] newRoutes) {
        routes = newRoutes;
        muxesRtcp = false;
        for (Route route : newRoutes) {
            muxesRtcp |= kind == ComponentKind.RTP && route.rtcpTarget != null;
        }
    }

    /** The local port that packets for this party go out of; null when it has none. */
    @Nullable MediaPort selectedPort() {
        return selectedPort;
    }

    /** Whether this is one of the ports in use, not one kept from an earlier offer. */
    boolean sendsFrom(@Nullable MediaPort port) {
        return port != null && ports.contains(port);
    }

    /** The party sends to this port, so packets for it come from there. */
    void select(@Nullable MediaPort port) {
        selectedPort = port;
        status.setSelectedPort(port);
    }

    /** Makes sure that the port can reach the endpoint: the first one of its family, unless the present one is. */
    void fitSelectedPort() {
        TransportAddress endpoint = learner.endpoint();
        MediaPort present = selectedPort;
        if (present != null && (endpoint == null || present.local().family() == endpoint.family())) {
            return;
        }
        for (MediaPort port : ports) {
            if (endpoint == null || port.local().family() == endpoint.family()) {
                select(port);
                return;
            }
        }
        if (present == null && !ports.isEmpty()) {
            select(ports.getFirst());
        }
    }

    void countDrop(DropReason reason) {
        status.countDrop(reason);
        if (reason.isError()) {
            countError();
        }
    }

    void countError() {
        status.add(ComponentStatus.Cell.ERRORS, 1);
        call.counters.add(WorkerCounters.Counter.ERRORS, 1);
    }
}
