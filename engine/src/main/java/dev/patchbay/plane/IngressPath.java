package dev.patchbay.plane;

import dev.patchbay.linux.datagram.Datagram;
import dev.patchbay.plan.ComponentKind;
import dev.patchbay.plan.DropReason;
import dev.patchbay.plan.MediaPort;
import dev.patchbay.plane.WorkerCounters.Counter;

/** Every step of a received packet, in order; then one walk of the {@link EgressPath} for each sink. Owner: MediaWorker. */
final class IngressPath {

    private final PacketContext ctx = new PacketContext();
    private final StunIntake stunIntake;
    private final IceGuard iceGuard = new IceGuard();
    private final Admission admission = new Admission();
    private final HandshakeDatagrams handshakeDatagrams;
    private final SrtpUnprotect srtpUnprotect;
    private final SourceLatch sourceLatch;
    private final StreamStats streamStats = new StreamStats();
    private final RtcpStatistics rtcpStatistics;
    private final DtmfDetection dtmfDetection;
    private final EgressPath egress;
    private final OffloadStep offload;

    IngressPath(
            HandshakeDatagrams handshakeDatagrams,
            SrtpUnprotect srtpUnprotect,
            StunIntake stunIntake,
            SourceLatch sourceLatch,
            RtcpStatistics rtcpStatistics,
            DtmfDetection dtmfDetection,
            EgressPath egress,
            OffloadStep offload) {
        this.handshakeDatagrams = handshakeDatagrams;
        this.srtpUnprotect = srtpUnprotect;
        this.stunIntake = stunIntake;
        this.sourceLatch = sourceLatch;
        this.rtcpStatistics = rtcpStatistics;
        this.dtmfDetection = dtmfDetection;
        this.egress = egress;
        this.offload = offload;
    }

    void onDatagram(Datagram datagram, MediaPort port, Component component, long nowNs) {
        ctx.receive(datagram, port, component, nowNs);
        Verdict verdict = receive();
        if (verdict == Verdict.DROP) {
            component.countDrop(ctx.dropReason);
        }
        offload.afterPacket(ctx, verdict);
    }

    private Verdict receive() {
        Verdict verdict = stunIntake.apply(ctx);
        if (verdict != Verdict.CONTINUE) {
            return verdict;
        }
        verdict = admission.apply(ctx);
        if (verdict != Verdict.CONTINUE) {
            return verdict;
        }
        verdict = iceGuard.apply(ctx);
        if (verdict != Verdict.CONTINUE) {
            return verdict;
        }
        verdict = handshakeDatagrams.apply(ctx);
        if (verdict != Verdict.CONTINUE) {
            return verdict;
        }
        verdict = srtpUnprotect.apply(ctx);
        if (verdict != Verdict.CONTINUE) {
            return verdict;
        }
        classify();
        verdict = sourceLatch.apply(ctx);
        if (verdict != Verdict.CONTINUE) {
            return verdict;
        }
        verdict = streamStats.apply(ctx);
        if (verdict != Verdict.CONTINUE) {
            return verdict;
        }
        verdict = rtcpStatistics.apply(ctx);
        if (verdict != Verdict.CONTINUE) {
            return verdict;
        }
        verdict = dtmfDetection.apply(ctx);
        if (verdict != Verdict.CONTINUE) {
            return verdict;
        }
        return forward();
    }

    /** Tells what the datagram is for this component. What is neither RTP nor RTCP is relayed untouched, ZRTP for instance. */
    private void classify() {
        Component component = ctx.component;
        if (component.kind == ComponentKind.OPAQUE) {
            return;
        }
        switch (ctx.kind) {
            case RTP -> ctx.isRtp = component.kind == ComponentKind.RTP
                    && ctx.rtp.wrap(ctx.packet, ctx.packetLength);
            case RTCP -> ctx.isRtcp = component.kind == ComponentKind.RTCP || component.muxesRtcp;
            // Without an agent of our own STUN belongs to the peers, and so does DTLS, like any other datagram.
            case STUN, DTLS, ZRTP, OTHER -> {}
        }
    }

    private Verdict forward() {
        Route[] routes = ctx.component.routes;
        if (routes.length == 0) {
            return ctx.drop(DropReason.NO_SINK);
        }
        int length = ctx.datagram.length();
        boolean sent = false;
        for (Route route : routes) {
            if (egress.send(ctx, route) == Verdict.CONTINUE) {
                sent = true;
            } else {
                ctx.component.countDrop(ctx.dropReason);
            }
        }
        if (sent) {
            WorkerCounters counters = ctx.component.call.counters;
            counters.add(Counter.PACKETS, 1);
            counters.add(Counter.BYTES, length);
        }
        return Verdict.CONTINUE;
    }
}
