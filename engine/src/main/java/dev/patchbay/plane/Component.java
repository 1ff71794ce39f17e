package dev.patchbay.plane;

import dev.patchbay.dtls.DtlsPeer;
import dev.patchbay.linux.datagram.Datagram;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.plan.ComponentKind;
import dev.patchbay.plan.ComponentPlan;
import dev.patchbay.plan.ComponentStatus;
import dev.patchbay.plan.DropReason;
import dev.patchbay.plan.EndpointLearning;
import dev.patchbay.plan.MediaPort;
import dev.patchbay.plan.MediaSecurity;
import dev.patchbay.plan.SrtpKeys;
import dev.patchbay.quality.SsrcQuality;
import dev.patchbay.srtp.SrtpReceiver;
import dev.patchbay.srtp.SrtpSender;
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
    final SourceGuard guard = new SourceGuard();
    final DtmfTracker dtmf = new DtmfTracker();
    final OffloadSlot offload = new OffloadSlot(this);

    ComponentKind kind = ComponentKind.OPAQUE;
    PayloadTypes payloadTypes = PayloadTypes.NONE;
    Route[] routes = NO_ROUTES;
    boolean unidirectional;
    boolean natWait;
    /** {@link #guard} decides which packets are the party's. */
    boolean guardsSource;
    boolean dropTraffic;
    /** An RTP component that carries RTCP as well (RFC 5761). */
    boolean muxesRtcp;

    /** The agent that chooses the way to the party; null without ICE. */
    @Nullable LiveIce ice;
    /** Its number for the agent: 1 RTP, 2 RTCP. */
    int iceComponent;
    /** Nothing is sent to the party: its consent has expired. */
    boolean isWithheld;

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

    /** What comes and goes here is SRTP. */
    boolean isSecure;
    /** Null while plain, or while the keys are not agreed on. */
    @Nullable SrtpReceiver receiver;

    @Nullable SrtpSender sender;
    /** With the party that the plan names; null while nobody is named. */
    @Nullable ComponentHandshake handshake;

    final HandshakeSource handshakeSource = new HandshakeSource(this);

    private MediaSecurity security = MediaSecurity.PLAIN;

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
        // Flags that say what is to be done with strangers come first; without learning there is no source to guard.
        guardsSource = plan.guardsSource()
                && kind != ComponentKind.OPAQUE
                && plan.learning() != EndpointLearning.OFF
                && !plan.strictSource()
                && !plan.mediaHandover();
        TransportAddress address = plan.signalled();
        if (address == null || !address.equals(signalled)) {
            signalled = address;
            heardSinceSignalled = false;
            guard.reset();
            probesSent = 0;
            nextProbeNs = lastSignalNs;
        }
        secure(plan.security());
        ports = plan.ports();
        learner.signal(plan, lastSignalNs);
        if (selectedPort == null || !ports.contains(selectedPort)) {
            select(null);
        }
        fitSelectedPort();
        startHandshake();
    }

    /** What comes this far is authentic, so that its source address does not matter. */
    boolean provesSource() {
        return receiver != null && receiver.parameters().provesRtp();
    }

    private void secure(MediaSecurity wanted) {
        MediaSecurity present = security;
        security = wanted;
        isSecure = !(wanted instanceof MediaSecurity.Plain);
        switch (wanted) {
            case MediaSecurity.Plain _ -> {
                shakeHandsWith(null);
                use(SrtpKeys.NONE);
            }
            case MediaSecurity.Keyed(var keys) -> {
                shakeHandsWith(null);
                use(keys);
            }
            case MediaSecurity.ByHandshake(var peer) -> {
                if (!(present instanceof MediaSecurity.ByHandshake)) {
                    use(SrtpKeys.NONE);
                }
                shakeHandsWith(peer);
            }
        }
    }

    /** Keys of one peer are never used for another. */
    private void shakeHandsWith(@Nullable DtlsPeer peer) {
        ComponentHandshake present = handshake;
        if (present != null && (peer == null || !present.serves(peer))) {
            present.close();
            handshake = null;
            status.setHandshake(null);
            use(SrtpKeys.NONE);
        }
        if (handshake == null && peer != null) {
            handshake = new ComponentHandshake(this, peer, call.handshakes);
            handshakeSource.reset();
        }
    }

    boolean isKeyedByHandshake() {
        return security instanceof MediaSecurity.ByHandshake;
    }

    /** Begins anew with the same peer. What the former association has to say from now on is for nobody. */
    void renewHandshake() {
        ComponentHandshake present = handshake;
        if (present != null) {
            present.close();
            handshake = new ComponentHandshake(this, present.peer, call.handshakes);
            handshakeSource.reset();
        }
    }

    /** A client begins as soon as there is a way to the party; anything else goes on as it was. */
    void startHandshake() {
        ComponentHandshake present = handshake;
        if (present != null && handshakeSource.endpoint() != null && selectedPort != null) {
            present.start();
        }
    }

    /** A handshake has brought keys: the party is who its SDP says, wherever it is. */
    void installKeys(SrtpKeys keys) {
        if (security instanceof MediaSecurity.ByHandshake) {
            use(keys);
            TransportAddress proven = handshakeSource.proven();
            if (proven != null) {
                learner.followHandshake(proven);
                fitSelectedPort();
            }
        }
    }

    private void use(SrtpKeys keys) {
        receiver = call.srtp.receiver(keys.receive());
        sender = call.srtp.sender(keys.send());
    }

    /** From now on the agent decides where packets for the party go, as far as its checks succeed. */
    void joinIce(LiveIce agent, int number) {
        awaitIce(agent, number);
        guard.reset();
        learner.beginIce();
    }

    /** The agent answers the party's checks; everything else is as without ICE until the party has described itself. */
    void awaitIce(LiveIce agent, int number) {
        if (ice == null) {
            handshakeSource.reset();
        }
        ice = agent;
        iceComponent = number;
    }

    void leaveIce() {
        if (ice != null) {
            ice = null;
            handshakeSource.reset();
            isWithheld = false;
            learner.endIce();
            fitSelectedPort();
        }
    }

    /** Whether an ICE agent knows, by a check only the party can make, that the party sends from where this datagram came from. */
    boolean isIceValidated(Datagram datagram) {
        return ice != null && ice.isValidated(iceComponent, datagram);
    }

    /** The port in use with this local address; null when there is none. */
    @Nullable MediaPort portAt(TransportAddress local) {
        for (MediaPort port : ports) {
            if (port.local().equals(local)) {
                return port;
            }
        }
        return null;
    }

    /** It is in no plan any more. */
    void retire() {
        pierceNat = false;
        secure(MediaSecurity.PLAIN);
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
