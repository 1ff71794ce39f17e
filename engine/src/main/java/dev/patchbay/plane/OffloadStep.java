package dev.patchbay.plane;

import dev.patchbay.linux.forward.PayloadTypeSet;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.offload.OffloadPolicy;
import dev.patchbay.offload.OffloadRequest;
import dev.patchbay.offload.OffloadedStream;
import dev.patchbay.offload.Placement;
import dev.patchbay.offload.StreamTraits;
import dev.patchbay.offload.WorkerOffload;
import dev.patchbay.plan.ComponentKind;
import dev.patchbay.plan.ComponentPlan;
import dev.patchbay.plan.ForwardingPlan;
import dev.patchbay.plan.IcePlan;
import dev.patchbay.plan.MediaPort;
import dev.patchbay.plan.MediaSecurity;
import dev.patchbay.plan.PayloadClock;
import dev.patchbay.plan.Sink;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hands streams to the kernel when their packets show that they are settled, and takes them back when something changes. Owner:
 * MediaWorker.
 *
 * <p>Every packet in user space comes by here, offloaded streams send few: those the kernel may not forward, and one every ten seconds.
 */
final class OffloadStep {

    private final @Nullable WorkerOffload offload;

    /** @param offload null when there is no in-kernel forwarding */
    OffloadStep(@Nullable WorkerOffload offload) {
        this.offload = offload;
    }

    /** After all other steps, whatever became of the packet. */
    void afterPacket(PacketContext ctx, Verdict verdict) {
        WorkerOffload kernel = offload;
        if (kernel == null) {
            return;
        }
        Component component = ctx.component;
        OffloadSlot slot = component.offload;
        OffloadedStream stream = slot.stream;
        if (stream != null && ctx.isRtp && ctx.datagram.isFrom(stream.request().source())) {
            kernel.onPacket(stream, ctx.rtp.ssrc(), ctx.rtp.sequenceNumber());
        }
        if (component.call.offloads > 0) {
            takeBackMoved(kernel, component.call, ctx.nowNs);
        }
        if (ctx.isRtp && verdict == Verdict.CONTINUE && slot.isDue(ctx.nowNs) && kernel.hasRoom()) {
            begin(kernel, ctx, component);
        }
    }

    private static void begin(WorkerOffload kernel, PacketContext ctx, Component component) {
        OffloadSlot slot = component.offload;
        Component target = component.routes.length == 1 ? component.routes[0].target : null;
        TransportAddress endpoint = target == null ? null : target.learner.endpoint();
        MediaPort exit = target == null ? null : target.selectedPort();
        if (target == null || endpoint == null || exit == null || !slot.payloadTypes().contains(ctx.rtp.payloadType())) {
            return;
        }
        boolean isSettled = component.learner.isConfirmed() && target.learner.isConfirmed();
        Placement placement = kernel.policy().ofState(ctx.port.local(), endpoint, isSettled);
        if (!placement.isKernel()) {
            slot.rest(placement, ctx.nowNs);
            return;
        }
        TransportAddress source = sourceOf(ctx, component);
        if (source == null) {
            return;
        }
        WorkerOffload.Beginning beginning = kernel.begin(
                new OffloadRequest(
                        ctx.port.local(),
                        source,
                        exit.local(),
                        endpoint,
                        exit.trafficClass(),
                        slot.payloadTypes(),
                        ctx.rtp.ssrc()),
                slot,
                ctx.nowNs);
        if (beginning.stream() == null) {
            slot.rest(beginning.placement(), ctx.nowNs);
        } else {
            slot.begun(beginning.stream(), target);
            component.call.offloads++;
        }
    }

    /** Null for a source that is not believed. */
    private static @Nullable TransportAddress sourceOf(PacketContext ctx, Component component) {
        TransportAddress endpoint = component.learner.endpoint();
        if (endpoint != null && ctx.datagram.isFrom(endpoint)) {
            return endpoint;
        }
        // Asymmetric: it need not send from where it receives.
        return component.learner.isLearning() ? null : ctx.datagram.copySource();
    }

    private static void takeBackMoved(WorkerOffload kernel, LiveCall call, long nowNs) {
        for (Component component : call.components) {
            OffloadedStream stream = component.offload.stream;
            if (stream != null && !isUnmoved(component, stream)) {
                end(kernel, component, stream, Placement.ENDPOINT_MOVED, nowNs);
            }
        }
    }

    private static boolean isUnmoved(Component component, OffloadedStream stream) {
        Component target = component.offload.target();
        if (target == null) {
            return false;
        }
        OffloadRequest request = stream.request();
        MediaPort exit = target.selectedPort();
        boolean isSource = !component.learner.isLearning() || request.source().equals(component.learner.endpoint());
        return isSource
                && component.learner.isConfirmed()
                && target.learner.isConfirmed()
                && request.newTarget().equals(target.learner.endpoint())
                && exit != null
                && request.newSource().equals(exit.local());
    }

    private static void end(
            WorkerOffload kernel, Component component, OffloadedStream stream, Placement why, long nowNs) {
        kernel.end(stream, why, nowNs);
        component.offload.rest(why, nowNs);
        component.call.offloads--;
    }

    /** Before another plan, and at the end of the call. */
    void takeBack(LiveCall call, Placement why, long nowNs) {
        if (offload == null || call.offloads == 0) {
            return;
        }
        for (Component component : call.components) {
            OffloadedStream stream = component.offload.stream;
            if (stream != null) {
                end(offload, component, stream, why, nowNs);
            }
        }
    }

    /** A plan is in force: which of its streams the kernel may forward. */
    void configure(LiveCall call, ForwardingPlan plan) {
        for (int i = 0; i < call.components.length; i++) {
            Component component = call.components[i];
            StreamTraits traits = traits(plan, i);
            component.offload.configure(
                    offload == null ? Placement.OFF : OffloadPolicy.ofPlan(traits), traits.payloadTypes());
        }
    }

    /**
     * Names every part of the plan, so that a new one does not compile until it is decided here whether the kernel can do it.
     */
    private static StreamTraits traits(ForwardingPlan plan, int index) {
        return switch (plan.components().get(index)) {
            case ComponentPlan(
                            _,
                            var kind,
                            var security,
                            // Addresses and how they are learned: the state of the endpoints is looked at instead.
                            _,
                            _,
                            _,
                            _,
                            _,
                            _,
                            _,
                            _,
                            _,
                            _,
                            _,
                            var dropTraffic,
                            var telephoneEvents,
                            var clockRates,
                            var sinks) ->
                new StreamTraits(
                        kind == ComponentKind.RTP && isPlain(security) && !doesIce(plan, index) && leavesPlain(plan, sinks),
                        sinks.size(),
                        dropTraffic,
                        payloadTypes(clockRates, telephoneEvents));
        };
    }

    private static boolean isPlain(MediaSecurity security) {
        return security instanceof MediaSecurity.Plain;
    }

    private static boolean leavesPlain(ForwardingPlan plan, List<Sink> sinks) {
        for (Sink sink : sinks) {
            if (!isPlain(plan.components().get(sink.target()).security()) || doesIce(plan, sink.target())) {
                return false;
            }
        }
        return true;
    }

    /** Where ICE moves a stream to shows in no packet of the stream, so it stays where the agent is. */
    private static boolean doesIce(ForwardingPlan plan, int component) {
        for (IcePlan agent : plan.agents()) {
            if (agent.rtpComponent() == component) {
                return true;
            }
        }
        return false;
    }

    private static PayloadTypeSet payloadTypes(List<PayloadClock> clockRates, List<Integer> telephoneEvents) {
        PayloadTypeSet types = PayloadTypeSet.NONE;
        for (PayloadClock clock : clockRates) {
            if (clock.payloadType() >= 0 && clock.payloadType() <= 127 && !telephoneEvents.contains(clock.payloadType())) {
                types = types.with(clock.payloadType());
            }
        }
        return types;
    }

    /** Brings the counters of a call up to date, for someone who is about to read them. */
    void count(LiveCall call, long nowNs) {
        if (offload == null || call.offloads == 0) {
            return;
        }
        for (Component component : call.components) {
            OffloadedStream stream = component.offload.stream;
            if (stream != null) {
                offload.count(stream, nowNs);
            }
        }
    }

    /** When {@link #run} has something to do, on the worker's clock; {@link Long#MAX_VALUE} for never. */
    long nextNs() {
        return offload == null ? Long.MAX_VALUE : offload.nextNs();
    }

    void run(long nowNs) {
        if (offload != null) {
            offload.run(nowNs);
        }
    }

    /** Whether this turn sends packets of streams that the kernel may take over after the next flush. */
    boolean hasOnItsWay() {
        return offload != null && offload.hasOnItsWay();
    }

    /** After the flush at the end of a turn. */
    void endTurn() {
        if (offload != null) {
            offload.endTurn();
        }
    }

    void close() {
        if (offload != null) {
            offload.close();
        }
    }
}
