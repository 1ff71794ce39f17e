package dev.patchbay.plane;

import dev.patchbay.linux.datagram.Datagram;
import dev.patchbay.linux.datagram.DatagramIo;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.plan.MediaPort;
import java.util.ArrayList;
import java.util.List;

/**
 * Flag pierce NAT: sends empty datagrams to a party that has not sent yet, so that a NAT in front of us opens. A few in quick
 * succession, then one a second; it ends when the party is heard, or with {@link #MAX_PROBES}. Owner: MediaWorker.
 */
final class NatPiercer {

    static final long QUICK_INTERVAL_NS = 200_000_000L;
    static final long SLOW_INTERVAL_NS = 1_000_000_000L;
    /** Components that are due close together are served in one go. */
    private static final long MIN_PAUSE_NS = 20_000_000L;

    static final int QUICK_PROBES = 10;
    /** Two minutes: as long as a call may ring. */
    static final int MAX_PROBES = 130;

    private final DatagramIo io;
    private final List<Component> components = new ArrayList<>();

    NatPiercer(DatagramIo io) {
        this.io = io;
    }

    /**
     * A plan came into force: takes its components up. Those that left their call are dropped by {@link #run}.
     *
     * @return whether {@link #run} has something new to do at once
     */
    boolean update(LiveCall call) {
        boolean added = false;
        for (Component component : call.components) {
            if (!component.isProbed && isDue(component)) {
                component.isProbed = true;
                components.add(component);
                added = true;
            }
        }
        return added;
    }

    private static boolean isDue(Component component) {
        return component.pierceNat
                && !component.heardSinceSignalled
                && component.probesSent < MAX_PROBES
                && component.learner.endpoint() != null
                && component.selectedPort() != null;
    }

    /** Sends what is due. @return nanoseconds until the next time; {@link Long#MAX_VALUE} for never */
    long run(long nowNs) {
        if (components.isEmpty()) {
            return Long.MAX_VALUE;
        }
        long earliest = Long.MAX_VALUE;
        for (int i = components.size() - 1; i >= 0; i--) {
            Component component = components.get(i);
            if (isDue(component)) {
                if (nowNs - component.nextProbeNs >= 0) {
                    probe(component);
                    component.nextProbeNs =
                            nowNs + (component.probesSent < QUICK_PROBES ? QUICK_INTERVAL_NS : SLOW_INTERVAL_NS);
                }
                earliest = Math.min(earliest, component.nextProbeNs - nowNs);
            } else {
                component.isProbed = false;
                components.set(i, components.getLast());
                components.removeLast();
            }
        }
        return Math.max(earliest, MIN_PAUSE_NS);
    }

    private void probe(Component component) {
        TransportAddress endpoint = component.learner.endpoint();
        MediaPort port = component.selectedPort();
        Datagram datagram = io.allocate();
        if (endpoint == null || port == null || datagram == null) {
            return;
        }
        datagram.setLength(0);
        io.send(port.socket(), datagram, endpoint);
        component.probesSent++;
    }
}
