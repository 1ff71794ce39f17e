package dev.patchbay.plane;

import dev.patchbay.linux.datagram.DatagramIo;
import dev.patchbay.log.RelayLog;
import dev.patchbay.log.Subsystem;
import dev.patchbay.plan.ComponentPlan;
import dev.patchbay.plan.ComponentStatus;
import dev.patchbay.plan.ForwardingPlan;
import dev.patchbay.plan.MediaPort;
import dev.patchbay.plan.Sink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts a plan in the place of the former one, between two packets. Owner: MediaWorker. */
final class PlanApplier {

    private static final RelayLog LOG = RelayLog.of(Subsystem.CORE);

    private final DatagramIo io;
    private final PortTable portTable;

    PlanApplier(DatagramIo io, PortTable portTable) {
        this.io = io;
        this.portTable = portTable;
    }

    /** @return the ports that are no longer in the plan; they are closed */
    List<MediaPort> apply(LiveCall call, ForwardingPlan plan) {
        Component[] components = components(call, plan);
        for (Component former : call.components) {
            if (!isIn(components, former)) {
                former.retire();
            }
        }
        call.components = components;
        List<MediaPort> closed = exchangePorts(call, plan, components);
        for (int i = 0; i < components.length; i++) {
            components[i].configure(plan.components().get(i), plan.lastSignalNs());
            components[i].setRoutes(routes(plan.components().get(i), components));
        }
        call.resolveTransforms();
        return closed;
    }

    /** Closes everything the call has; @return its ports */
    List<MediaPort> remove(LiveCall call) {
        List<MediaPort> closed = new ArrayList<>(call.ports.size());
        for (LiveCall.AttachedPort attached : call.ports) {
            detach(attached);
            closed.add(attached.port);
        }
        call.ports.clear();
        for (Component component : call.components) {
            component.retire();
        }
        return closed;
    }

    private static Component[] components(LiveCall call, ForwardingPlan plan) {
        Component[] components = new Component[plan.components().size()];
        for (int i = 0; i < components.length; i++) {
            ComponentPlan wanted = plan.components().get(i);
            Component present = find(call, wanted.status());
            components[i] = present != null ? present : new Component(call, wanted.status());
        }
        return components;
    }

    private static @Nullable Component find(LiveCall call, ComponentStatus status) {
        for (Component component : call.components) {
            if (component.status == status) {
                return component;
            }
        }
        return null;
    }

    private static boolean isIn(Component[] components, Component wanted) {
        for (Component component : components) {
            if (component == wanted) {
                return true;
            }
        }
        return false;
    }

    private static Route[] routes(ComponentPlan plan, Component[] components) {
        Route[] routes = new Route[plan.sinks().size()];
        for (int i = 0; i < routes.length; i++) {
            Sink sink = plan.sinks().get(i);
            routes[i] = new Route(
                    components[sink.target()],
                    sink.rtcpTarget() < 0 ? null : components[sink.rtcpTarget()],
                    sink.stripFeedback());
        }
        return routes;
    }

    private List<MediaPort> exchangePorts(LiveCall call, ForwardingPlan plan, Component[] components) {
        Map<MediaPort, Component> wanted = new HashMap<>();
        List<MediaPort> inOrder = new ArrayList<>();
        for (int i = 0; i < components.length; i++) {
            ComponentPlan component = plan.components().get(i);
            for (List<MediaPort> ports : List.of(component.ports(), component.formerPorts())) {
                for (MediaPort port : ports) {
                    wanted.put(port, components[i]);
                    inOrder.add(port);
                }
            }
        }
        List<MediaPort> closed = new ArrayList<>();
        call.ports.removeIf(attached -> {
            Component component = wanted.remove(attached.port);
            if (component != null) {
                portTable.assign(attached.token, component);
                return false;
            }
            detach(attached);
            closed.add(attached.port);
            return true;
        });
        int kept = call.ports.size();
        for (MediaPort port : inOrder) {
            Component component = wanted.remove(port);
            if (component != null) {
                call.ports.add(new LiveCall.AttachedPort(port, portTable.add(port, component)));
            }
        }
        // Only now that the call knows them all: should one meet a defect, all are closed with the call.
        for (LiveCall.AttachedPort fresh : call.ports.subList(kept, call.ports.size())) {
            attach(call, fresh);
        }
        return closed;
    }

    private void attach(LiveCall call, LiveCall.AttachedPort fresh) {
        try {
            io.attach(fresh.port.socket(), fresh.token);
        } catch (IOException e) {
            // It keeps its place in the call, so that it is closed and reported like the others; only nothing arrives on it.
            LOG.error(e, "[{}] cannot receive on {}", call.callId, fresh.port);
        }
    }

    private void detach(LiveCall.AttachedPort attached) {
        close(attached.port);
        portTable.remove(attached.token);
    }

    /** Closes a port, attached or not; a defect in doing so must not keep the others open. */
    private void close(MediaPort port) {
        try {
            io.detach(port.socket());
        } catch (RuntimeException e) {
            LOG.error(e, "cannot close {}", port);
        }
    }
}
