package dev.patchbay.plane;

import dev.patchbay.linux.datagram.Datagram;
import dev.patchbay.plan.DropReason;
import dev.patchbay.rtp.DatagramKind;
import dev.patchbay.srtp.SrtpReceiver;
import dev.patchbay.srtp.SrtpSender;
import dev.patchbay.srtp.SrtpStatus;
import dev.patchbay.srtp.SrtpWorkspace;

/** Last step towards a party with SRTP: protects the packet under the key of that party. */
final class SrtpProtect {

    private static final int RTP_SSRC_OFFSET = 8;
    private static final int RTCP_SSRC_OFFSET = 4;

    private final SrtpWorkspace workspace = new SrtpWorkspace();

    /** @param own the datagram in the context, or a copy of it; now with the packet in the clear */
    static void uncover(PacketContext ctx, Datagram own) {
        if (ctx.isOpened) {
            own.bytes().put(0, ctx.packet, 0, ctx.packetLength);
            own.setLength(ctx.packetLength);
        }
    }

    /** Protects the datagram in place. What is neither RTP nor RTCP cannot be, and does not go out in the clear. */
    Verdict apply(PacketContext ctx, Component target, Datagram own) {
        SrtpSender sender = target.sender;
        if (sender == null || !isMedia(ctx)) {
            return ctx.drop(sender == null ? DropReason.SRTP_NOT_KEYED : DropReason.NOT_SRTP);
        }
        workspace.load(own.bytes(), own.length());
        SrtpStatus status =
                ctx.kind == DatagramKind.RTP ? sender.protectRtp(workspace) : sender.protectRtcp(workspace);
        return switch (status) {
            case OK -> {
                workspace.store(own.bytes());
                own.setLength(workspace.length());
                yield Verdict.CONTINUE;
            }
            case INDEX_USED -> ctx.drop(DropReason.SRTP_INDEX_USED);
            case TOO_MANY_SOURCES, TOO_LONG, KEY_EXHAUSTED -> ctx.drop(DropReason.SRTP_LIMIT);
            case MALFORMED, UNAUTHENTIC, REPLAYED, UNKNOWN_KEY -> ctx.drop(DropReason.NOT_SRTP);
        };
    }

    private static boolean isMedia(PacketContext ctx) {
        return ctx.kind == DatagramKind.RTP || ctx.kind == DatagramKind.RTCP;
    }

    /**
     * The packet goes on as it came, under the same key. Its number is used up all the same, should the relay have to encrypt with
     * this key later.
     */
    Verdict pass(PacketContext ctx, Component target) {
        SrtpSender sender = target.sender;
        SrtpReceiver receiver = ctx.component.receiver;
        if (sender == null || receiver == null) {
            return ctx.drop(DropReason.SRTP_NOT_KEYED);
        }
        if (ctx.kind == DatagramKind.RTP) {
            sender.indexes().noteRtp(ctx.packet.getInt(RTP_SSRC_OFFSET), receiver.openedIndex());
        } else {
            sender.indexes().noteRtcp(ctx.packet.getInt(RTCP_SSRC_OFFSET), receiver.openedIndex());
        }
        return Verdict.CONTINUE;
    }
}
