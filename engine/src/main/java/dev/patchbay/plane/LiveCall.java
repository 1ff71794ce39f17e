package dev.patchbay.plane;

import dev.patchbay.linux.datagram.Datagram;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.plan.ComponentStatus;
import dev.patchbay.plan.MediaPort;
import dev.patchbay.plan.SrtpKeys;
import dev.patchbay.quality.SsrcTable;
import java.util.ArrayList;
import java.util.List;

/** A call on its worker: the components in force and the ports attached for them. Owner: MediaWorker. */
final class LiveCall implements EndpointLearner.OwnAddresses {

    private static final Component[] NONE = {};
    static final LiveIce[] NO_AGENTS = {};

    /** A port that the worker serves. */
    static final class AttachedPort {
        final MediaPort port;
        final int token;

        AttachedPort(MediaPort port, int token) {
            this.port = port;
            this.token = token;
        }
    }

    final String callId;
    final WorkerCounters counters;
    final SsrcTable sources;
    final CallHandshakes handshakes;
    final SrtpContexts srtp = new SrtpContexts();
    final List<AttachedPort> ports = new ArrayList<>();
    Component[] components = NONE;
    /** How many of its components are forwarded in the kernel. */
    int offloads;
    LiveIce[] agents = NO_AGENTS;
    /** An exception left its state in doubt; it is ended before the next turn. */
    boolean isBroken;

    LiveCall(String callId, WorkerCounters counters, SsrcTable sources, CallHandshakes handshakes) {
        this.callId = callId;
        this.counters = counters;
        this.sources = sources;
        this.handshakes = handshakes;
    }

    /** A handshake on one of its components has brought keys. */
    void installKeys(ComponentStatus status, SrtpKeys keys) {
        for (Component component : components) {
            if (component.status == status) {
                component.installKeys(keys);
            }
        }
        resolveTransforms();
    }

    /** To be called when keys or routes have changed. */
    void resolveTransforms() {
        for (Component component : components) {
            for (Route route : component.routes) {
                route.resolveTransforms(component);
            }
        }
    }

    @Override
    public boolean contain(TransportAddress address) {
        for (AttachedPort attached : ports) {
            if (attached.port.local().equals(address)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean containSourceOf(Datagram datagram) {
        for (AttachedPort attached : ports) {
            if (datagram.isFrom(attached.port.local())) {
                return true;
            }
        }
        return false;
    }
}
