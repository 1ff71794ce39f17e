package dev.patchbay.plane;

import dev.patchbay.linux.forward.PayloadTypeSet;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.offload.OffloadPolicy;
import dev.patchbay.offload.OffloadedStream;
import dev.patchbay.offload.Placement;
import dev.patchbay.offload.StreamTally;
import dev.patchbay.plan.ComponentStatus;
import dev.patchbay.plan.ComponentStatus.Cell;
import dev.patchbay.plane.WorkerCounters.Counter;
import dev.patchbay.quality.SsrcQuality;
import org.jspecify.annotations.Nullable;

/** Where the packets of a component are forwarded, and what the kernel does for it. Owner: MediaWorker. */
final class OffloadSlot implements StreamTally {

    private final Component component;
    /** KERNEL if the plan allows it, or why not. */
    private Placement byPlan = Placement.OFF;

    private PayloadTypeSet payloadTypes = PayloadTypeSet.NONE;
    @Nullable OffloadedStream stream;
    /** Who receives what the kernel forwards. */
    private @Nullable Component target;

    private int setbacks;
    /** Not to be tried before. */
    private long retryNs = Long.MIN_VALUE / 2;

    OffloadSlot(Component component) {
        this.component = component;
    }

    /** Another plan is in force; the stream was taken back before. */
    void configure(Placement allowed, PayloadTypeSet types) {
        byPlan = allowed;
        payloadTypes = types;
        setbacks = 0;
        retryNs = Long.MIN_VALUE / 2;
        component.status.setPlacement(allowed.isKernel() ? Placement.LEARNING : allowed);
    }

    PayloadTypeSet payloadTypes() {
        return payloadTypes;
    }

    /** Whether a packet now is worth an attempt. */
    boolean isDue(long now) {
        return stream == null && byPlan.isKernel() && now - retryNs >= 0;
    }

    void begun(OffloadedStream begun, Component receiver) {
        stream = begun;
        target = receiver;
        component.status.setPlacement(Placement.KERNEL);
    }

    @Nullable Component target() {
        return target;
    }

    /** It stays, or is again, in user space. */
    void rest(Placement why, long now) {
        stream = null;
        if (OffloadPolicy.isSetback(why)) {
            setbacks++;
        }
        retryNs = now + OffloadPolicy.pauseNs(why, setbacks);
        component.status.setPlacement(why);
    }

    @Override
    public void onForwarded(long packets, long bytes, long lastNs, int payloadType) {
        ComponentStatus status = component.status;
        status.add(Cell.PACKETS, packets);
        status.add(Cell.BYTES, bytes);
        status.add(Cell.KERNEL_PACKETS, packets);
        status.add(Cell.KERNEL_BYTES, bytes);
        if (lastNs - status.get(Cell.LAST_PACKET_NS) > 0) {
            status.set(Cell.LAST_PACKET_NS, lastNs);
            status.set(Cell.PAYLOAD_TYPE, payloadType);
        }
        OffloadedStream forwarded = stream;
        if (forwarded != null) {
            TransportAddress from = forwarded.request().source();
            // A last count may come when the party has moved already.
            if (component.learner.isConfirmed() && from.equals(component.learner.endpoint())) {
                component.guard.onForwarded(from, lastNs);
            }
        }
        SsrcQuality source = component.source;
        if (source != null) {
            source.active(lastNs);
        }
        component.call.counters.add(Counter.KERNEL_PACKETS, packets);
        component.call.counters.add(Counter.KERNEL_BYTES, bytes);
        Component receiver = target;
        if (receiver != null) {
            receiver.status.add(Cell.PACKETS_SENT, packets);
            receiver.status.add(Cell.BYTES_SENT, bytes);
            receiver.status.set(Cell.LAST_SENT_NS, Math.max(lastNs, receiver.status.get(Cell.LAST_SENT_NS)));
        }
    }

    @Override
    public void onReturned(Placement why, long nowNs) {
        rest(why, nowNs);
        component.call.offloads--;
    }
}
