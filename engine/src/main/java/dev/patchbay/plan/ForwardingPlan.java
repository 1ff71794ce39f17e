package dev.patchbay.plan;

import java.util.List;
import java.util.Objects;

/**
 * Everything a media worker has to know of one call. A new plan replaces the whole previous one between two packets; ports that are
 * no longer in it are closed by the worker and reported to {@code MediaEvents}.
 *
 * @param callId for logs and events
 * @param lastSignalNs when the offer or answer behind this plan came, on the worker's clock; learning counts its 3 s from here
 * @param components of all parties; {@link Sink} refers to them by index
 * @param agents of the sections that do ICE
 */
public record ForwardingPlan(
        String callId, long lastSignalNs, List<ComponentPlan> components, List<IcePlan> agents) {

    public ForwardingPlan {
        components = List.copyOf(components);
        agents = List.copyOf(agents);
        for (IcePlan agent : agents) {
            Objects.checkIndex(agent.rtpComponent(), components.size());
            Objects.checkIndex(Math.max(0, agent.rtcpComponent()), components.size());
        }
        for (ComponentPlan component : components) {
            for (Sink sink : component.sinks()) {
                Objects.checkIndex(sink.target(), components.size());
                if (sink.rtcpTarget() >= 0) {
                    Objects.checkIndex(sink.rtcpTarget(), components.size());
                }
            }
        }
    }

    /** Whether it does nothing by itself: no timer starts with it, no packet is sent because of it. */
    public boolean waitsForPackets() {
        for (ComponentPlan component : components) {
            if (component.pierceNat() || component.security() instanceof MediaSecurity.ByHandshake) {
                return false;
            }
        }
        return agents.isEmpty();
    }
}
