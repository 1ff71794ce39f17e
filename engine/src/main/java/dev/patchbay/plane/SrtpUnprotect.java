package dev.patchbay.plane;

import dev.patchbay.plan.ComponentStatus;
import dev.patchbay.plan.ComponentStatus.Cell;
import dev.patchbay.plan.DropReason;
import dev.patchbay.plane.WorkerCounters.Counter;
import dev.patchbay.rtp.DatagramKind;
import dev.patchbay.srtp.SrtpReceiver;
import dev.patchbay.srtp.SrtpStatus;
import dev.patchbay.srtp.SrtpWorkspace;

/**
 * Opens what a party with SRTP sends. Nothing of a packet is believed before, not even its source address; the datagram itself stays
 * as it came, the packet in the clear is in the context.
 */
final class SrtpUnprotect {

    /** Packets without a valid tag before a stream is reported that has never had one: some seconds of audio. */
    static final int UNAUTHENTIC_BEFORE_REPORT = 100;

    private final MediaEvents events;
    private final SrtpWorkspace workspace = new SrtpWorkspace();

    SrtpUnprotect(MediaEvents events) {
        this.events = events;
    }

    Verdict apply(PacketContext ctx) {
        Component component = ctx.component;
        if (!component.isSecure) {
            return Verdict.CONTINUE;
        }
        SrtpReceiver receiver = component.receiver;
        if (ctx.kind != DatagramKind.RTP && ctx.kind != DatagramKind.RTCP) {
            return ctx.drop(DropReason.NOT_SRTP);
        }
        if (receiver == null) {
            return ctx.drop(DropReason.SRTP_NOT_KEYED);
        }
        workspace.load(ctx.datagram.bytes(), ctx.datagram.length());
        SrtpStatus status = ctx.kind == DatagramKind.RTP ? receiver.unprotectRtp(workspace) : receiver.unprotectRtcp(workspace);
        if (status != SrtpStatus.OK) {
            return refuse(ctx, status);
        }
        component.status.add(Cell.SRTP_OPENED, 1);
        ctx.opened(workspace.buffer(), workspace.length());
        return Verdict.CONTINUE;
    }

    private Verdict refuse(PacketContext ctx, SrtpStatus status) {
        WorkerCounters counters = ctx.component.call.counters;
        return switch (status) {
            case UNAUTHENTIC, UNKNOWN_KEY -> {
                reportStreamWithoutKey(ctx);
                counters.add(Counter.UNAUTHENTIC_PACKETS, 1);
                yield ctx.drop(DropReason.SRTP_UNAUTHENTIC);
            }
            case REPLAYED -> {
                counters.add(Counter.REPLAYED_PACKETS, 1);
                yield ctx.drop(DropReason.SRTP_REPLAYED);
            }
            case MALFORMED, OK, INDEX_USED, TOO_MANY_SOURCES, TOO_LONG, KEY_EXHAUSTED -> ctx.drop(DropReason.SRTP_MALFORMED);
        };
    }

    /** Once in a stream's life: the usual sign of keys that one side has misread. */
    private void reportStreamWithoutKey(PacketContext ctx) {
        ComponentStatus status = ctx.component.status;
        if (status.get(Cell.SRTP_OPENED) == 0
                && status.drops(DropReason.SRTP_UNAUTHENTIC) == UNAUTHENTIC_BEFORE_REPORT - 1) {
            ctx.component.call.counters.add(Counter.UNAUTHENTIC_STREAMS, 1);
            events.onUnauthenticStream(ctx.component.call.callId, status);
        }
    }
}
