package dev.patchbay.plane;

import dev.patchbay.linux.datagram.Datagram;
import dev.patchbay.linux.datagram.DatagramIo;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.plane.ComponentStatus.Cell;
import dev.patchbay.rtcp.RtcpFeedbackFilter;
import org.jspecify.annotations.Nullable;

/** Every step of a packet on its way to one sink, in order. Owner: MediaWorker. */
final class EgressPath {

    private final DatagramIo io;
    private final RtcpFeedbackFilter feedbackFilter = new RtcpFeedbackFilter();

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
        Datagram outgoing = ctx.datagram;
        if (route.stripFeedback && ctx.isRtcp) {
            outgoing = withoutFeedback(ctx);
            if (outgoing == null) {
                return Verdict.DROP;
            }
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

    /** AVPF to AVP. Null, with the reason in the context, when nothing is left or there is no room for a copy. */
    private @Nullable Datagram withoutFeedback(PacketContext ctx) {
        Datagram datagram = ctx.datagram;
        if (!feedbackFilter.hasFeedback(datagram.bytes(), datagram.length())) {
            return datagram;
        }
        // Other sinks have queued the datagram as it came, or will: rewrite a copy, unless there are none.
        Datagram own = ctx.component.routes.length == 1 ? datagram : io.copy(datagram);
        if (own == null) {
            ctx.dropReason = DropReason.NO_BUFFER;
            return null;
        }
        own.setLength(feedbackFilter.cut(own.bytes(), own.length()));
        if (own.length() == 0) {
            ctx.dropReason = DropReason.FEEDBACK_ONLY;
            return null;
        }
        return own;
    }
}
