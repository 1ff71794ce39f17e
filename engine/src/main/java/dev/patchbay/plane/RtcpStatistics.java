package dev.patchbay.plane;

import dev.patchbay.plan.ComponentKind;
import dev.patchbay.plan.ComponentStatus.Cell;
import dev.patchbay.plan.DropReason;
import dev.patchbay.plane.WorkerCounters.Counter;
import dev.patchbay.quality.MosFormula;
import dev.patchbay.quality.SsrcQuality;
import dev.patchbay.quality.SsrcTable;
import dev.patchbay.rtcp.RtcpView;
import java.util.function.LongSupplier;

/** Reads the reports of an RTCP compound; refuses a malformed one before anything of it is believed. */
final class RtcpStatistics {

    private final RtcpView view = new RtcpView();
    private final MosFormula formula;
    private final WorkerCounters counters;
    private final LongSupplier epochMs;

    /** @param epochMs wall clock, milliseconds since 1970 */
    RtcpStatistics(MosFormula formula, LongSupplier epochMs, WorkerCounters counters) {
        this.counters = counters;
        this.formula = formula;
        this.epochMs = epochMs;
    }

    Verdict apply(PacketContext ctx) {
        if (!ctx.isRtcp) {
            return Verdict.CONTINUE;
        }
        view.wrap(ctx.packet, ctx.packetLength);
        while (view.next()) {
            // Only to see whether it is sound to the end.
        }
        if (view.isMalformed()) {
            return ctx.drop(DropReason.MALFORMED_RTCP);
        }
        view.wrap(ctx.packet, ctx.packetLength);
        while (view.next()) {
            read(ctx);
        }
        return Verdict.CONTINUE;
    }

    private void read(PacketContext ctx) {
        SsrcTable sources = ctx.component.call.sources;
        switch (view.packetType()) {
            case RtcpView.SENDER_REPORT -> {
                noteSender(ctx);
                sources.obtain(view.senderSsrc(), ctx.nowNs).onSenderReport(view.ntpMiddle(), ctx.nowNs);
                readReports(sources, ctx.nowNs);
            }
            case RtcpView.RECEIVER_REPORT -> {
                noteSender(ctx);
                readReports(sources, ctx.nowNs);
            }
            case RtcpView.EXTENDED_REPORT -> {
                while (view.nextVoipMetrics()) {
                    SsrcQuality about = sources.find(view.voipMetricsSsrc());
                    if (about != null) {
                        about.onVoipMetrics(view.voipRoundTripMs());
                    }
                }
            }
            default -> {
                // Descriptions, goodbyes, application and feedback packets say nothing about quality.
            }
        }
    }

    private void noteSender(PacketContext ctx) {
        if (ctx.component.kind == ComponentKind.RTCP) {
            ctx.component.status.set(Cell.SSRC, Integer.toUnsignedLong(view.senderSsrc()));
        }
    }

    private void readReports(SsrcTable sources, long nowNs) {
        int count = view.reportCount();
        for (int block = 0; block < count; block++) {
            SsrcQuality about = sources.find(view.reportedSsrc(block));
            if (about != null) {
                SsrcQuality reporter = sources.find(view.senderSsrc());
                int mosTenths =
                        about.onReceiverReport(view, block, reporter, formula, nowNs, epochMs.getAsLong() / 1000);
                if (mosTenths > 0) {
                    counters.add(Counter.MOS_SAMPLES, 1);
                    counters.add(Counter.MOS_TENTHS, mosTenths);
                    counters.add(Counter.MOS_TENTHS_SQUARED, (long) mosTenths * mosTenths);
                }
            }
        }
    }
}
