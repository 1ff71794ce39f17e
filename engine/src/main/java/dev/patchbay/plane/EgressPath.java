package dev.patchbay.plane;

import dev.patchbay.linux.datagram.Datagram;
import dev.patchbay.linux.datagram.DatagramIo;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.plan.ComponentStatus.Cell;
import dev.patchbay.plan.DropReason;
import dev.patchbay.plan.MediaPort;
import dev.patchbay.rtcp.RtcpFeedbackFilter;
import org.jspecify.annotations.Nullable;

/** Every step of a packet on its way to one sink, in order. Owner: MediaWorker. */
final class EgressPath {

    private final DatagramIo io;
    private final RtcpFeedbackFilter feedbackFilter = new RtcpFeedbackFilter();
    private final SrtpProtect srtpProtect = new SrtpProtect();

    EgressPath(DatagramIo io) {
        this.io = io;
    }

    /** @return CONTINUE when it was queued, otherwise DROP */
    Verdict send(PacketContext ctx, Route route) {
        Component target = target(ctx, route);
        TransportAddress endpoint = target.learner.endpoint();
        MediaPort port = target.selectedPort();
        if (endpoint == null || port == null) {
            return ctx.drop(DropReason.NO_ENDPOINT);
        }
        if (target.natWait && !target.heard) {
            return ctx.drop(DropReason.NAT_WAIT);
        }
        if (target.isWithheld) {
            return ctx.drop(DropReason.NO_CONSENT);
        }
        Datagram outgoing = outgoing(ctx, route, target);
        if (outgoing == null) {
            return Verdict.DROP;
        }
        // Counted first: who sees the packet arrive sees it in the figures.
        target.status.add(Cell.PACKETS_SENT, 1);
        target.status.add(Cell.BYTES_SENT, outgoing.length());
        target.status.set(Cell.LAST_SENT_NS, ctx.nowNs);
        io.send(port.socket(), outgoing, endpoint);
        return Verdict.CONTINUE;
    }

    /** RTCP that came multiplexed goes to where the far side wants RTCP; that may be its RTP component again. */
    private static Component target(PacketContext ctx, Route route) {
        Component rtcpTarget = route.rtcpTarget;
        return ctx.isRtcp && rtcpTarget != null ? rtcpTarget : route.target;
    }

    /** The datagram as it came, or one made for this sink. Null, with the reason in the context, when it cannot be sent. */
    private @Nullable Datagram outgoing(PacketContext ctx, Route route, Component target) {
        boolean cutsFeedback =
                route.stripFeedback && ctx.isRtcp && feedbackFilter.hasFeedback(ctx.packet, ctx.packetLength);
        SrtpTransform transform = route.transformTo(target);
        switch (transform) {
            case NONE -> {
                if (!cutsFeedback) {
                    return ctx.datagram;
                }
            }
            case PASS -> {
                return srtpProtect.pass(ctx, target) == Verdict.CONTINUE ? ctx.datagram : null;
            }
            case BLOCKED -> {
                ctx.dropReason = DropReason.SRTP_NOT_KEYED;
                return null;
            }
            case DECRYPT, ENCRYPT, RECRYPT -> {}
        }
        Datagram own = ownDatagram(ctx);
        if (own == null) {
            return null;
        }
        SrtpProtect.uncover(ctx, own);
        if (cutsFeedback && !cutFeedback(ctx, own)) {
            return null;
        }
        boolean isReady = transform == SrtpTransform.NONE
                || transform == SrtpTransform.DECRYPT
                || srtpProtect.apply(ctx, target, own) == Verdict.CONTINUE;
        return isReady ? own : null;
    }

    /** Other sinks have queued the datagram as it came, or will: rewrite a copy, unless there are none. */
    private @Nullable Datagram ownDatagram(PacketContext ctx) {
        Datagram own = ctx.component.routes.length == 1 ? ctx.datagram : io.copy(ctx.datagram);
        if (own == null) {
            ctx.dropReason = DropReason.NO_BUFFER;
        }
        return own;
    }

    /** AVPF to AVP. */
    private boolean cutFeedback(PacketContext ctx, Datagram own) {
        own.setLength(feedbackFilter.cut(own.bytes(), own.length()));
        if (own.length() == 0) {
            ctx.dropReason = DropReason.FEEDBACK_ONLY;
            return false;
        }
        return true;
    }
}
