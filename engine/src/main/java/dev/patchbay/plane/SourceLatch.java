package dev.patchbay.plane;

import dev.patchbay.net.TransportAddress;
import dev.patchbay.plan.ComponentKind;
import dev.patchbay.plan.DropReason;
import dev.patchbay.plane.EndpointLearner.Outcome;
import dev.patchbay.rtp.DatagramKind;

/** Learns from the source of a packet where the party's packets go, and refuses strangers where the plan says so. */
final class SourceLatch {

    private static final long EVENT_INTERVAL_NS = 1_000_000_000L;

    private final MediaEvents events;

    SourceLatch(MediaEvents events) {
        this.events = events;
    }

    Verdict apply(PacketContext ctx) {
        Component component = ctx.component;
        EndpointLearner learner = component.learner;
        if (component.unidirectional) {
            for (Route route : component.routes) {
                route.target.learner.confirmUnheard();
            }
        }
        // Under ICE it is the agent's checks that prove a source.
        boolean isGuarded = component.guardsSource && !learner.isLedByIce() && learner.endpoint() != null;
        if (isGuarded && !learner.isFromFormer(ctx.datagram)) {
            switch (component.guard.judge(ctx, learner.signalled(), !learner.isConfirmed())) {
                case ADMIT -> {}
                case MOVE -> move(ctx, component);
                case STRANGER -> {
                    // An authentic packet is the party's, wherever it comes from: a replay would not have come this far.
                    return component.provesSource() ? heard(component) : ctx.drop(DropReason.FOREIGN_SOURCE);
                }
            }
        }
        if (!learner.needsSource()) {
            return heard(component);
        }
        boolean strayRtcp = component.kind == ComponentKind.RTP && ctx.kind == DatagramKind.RTCP;
        Outcome outcome = learner.onPacket(ctx.datagram, ctx.nowNs, strayRtcp);
        switch (outcome) {
            case REFUSED -> {
                return ctx.drop(DropReason.WRONG_SOURCE);
            }
            case UNCHANGED -> followPort(ctx, component);
            case LEARNED -> {
                component.fitSelectedPort();
                followPort(ctx, component);
            }
            case CONFIRMED, HANDED_OVER -> {
                component.fitSelectedPort();
                followPort(ctx, component);
                report(component, ctx.nowNs, outcome == Outcome.HANDED_OVER);
            }
        }
        return heard(component);
    }

    private void move(PacketContext ctx, Component component) {
        if (component.learner.isConfirmed()) {
            component.learner.relocate(ctx.datagram);
            component.fitSelectedPort();
            followPort(ctx, component);
            report(component, ctx.nowNs, true);
        }
    }

    /** Two sources that take turns under media handover change the endpoint with each packet: that is not worth a line each. */
    private void report(Component component, long nowNs, boolean changed) {
        if (nowNs - component.lastEndpointEventNs >= EVENT_INTERVAL_NS) {
            component.lastEndpointEventNs = nowNs;
            events.onEndpoint(component.call.callId, component.status, changed);
        }
    }

    /** A packet from the endpoint on another local port of the component: the party has that one in its mind. */
    private static void followPort(PacketContext ctx, Component component) {
        if (ctx.port == component.selectedPort() || !component.sendsFrom(ctx.port)) {
            return;
        }
        TransportAddress endpoint = component.learner.endpoint();
        if (endpoint != null && ctx.datagram.isFrom(endpoint)) {
            component.select(ctx.port);
        }
    }

    private static Verdict heard(Component component) {
        component.heard = true;
        component.heardSinceSignalled = true;
        return Verdict.CONTINUE;
    }
}
