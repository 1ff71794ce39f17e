package dev.patchbay.plane;

import dev.patchbay.plan.ComponentStatus;
import dev.patchbay.plan.ComponentStatus.Cell;
import dev.patchbay.quality.SsrcQuality;
import dev.patchbay.rtp.RtpView;

/** Figures of an accepted packet: when it came, and for RTP whose it is and what it carries. */
final class StreamStats {

    Verdict apply(PacketContext ctx) {
        Component component = ctx.component;
        component.status.set(Cell.LAST_PACKET_NS, ctx.nowNs);
        if (ctx.isRtp) {
            onRtp(ctx, component);
        }
        return Verdict.CONTINUE;
    }

    private static void onRtp(PacketContext ctx, Component component) {
        RtpView rtp = ctx.rtp;
        ComponentStatus status = component.status;
        int payloadType = rtp.payloadType();
        SsrcQuality source = component.source;
        boolean sameSource = source != null && source.ssrc() == rtp.ssrc();
        if (source == null || !sameSource) {
            source = component.call.sources.obtain(rtp.ssrc(), ctx.nowNs);
            component.source = source;
            status.set(Cell.SSRC, Integer.toUnsignedLong(rtp.ssrc()));
        }
        source.active(ctx.nowNs);
        PayloadTypes types = component.payloadTypes;
        if (types.isEmpty()) {
            status.set(Cell.PAYLOAD_TYPE, payloadType);
            return;
        }
        int clockRateHz = types.clockRateHz(payloadType);
        status.set(Cell.PAYLOAD_TYPE, payloadType);
        source.setClockRateHz(clockRateHz);
        if (clockRateHz == 0) {
            // rtpengine: relayed nevertheless, but counted as an error of the stream.
            component.countError();
        }
    }
}
