package dev.patchbay.plane;

import dev.patchbay.linux.datagram.Datagram;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.rtp.TelephoneEventView;

/** Reports telephone-events when they end (RFC 4733); the packets go on untouched. */
final class DtmfDetection {

    /** RFC 4733, section 2.1, when the SDP gave no rate. */
    private static final int DEFAULT_CLOCK_RATE_HZ = 8000;

    private final MediaEvents events;
    private final TelephoneEventView view = new TelephoneEventView();

    DtmfDetection(MediaEvents events) {
        this.events = events;
    }

    Verdict apply(PacketContext ctx) {
        if (!ctx.isRtp || !ctx.component.payloadTypes.isTelephoneEvent(ctx.rtp.payloadType())) {
            return Verdict.CONTINUE;
        }
        Component component = ctx.component;
        if (view.wrap(ctx.packet, ctx.rtp) && component.dtmf.isNewEnd(ctx.rtp, view, ctx.nowNs)) {
            int signalledHz = component.payloadTypes.clockRateHz(ctx.rtp.payloadType());
            int clockRateHz = signalledHz > 0 ? signalledHz : DEFAULT_CLOCK_RATE_HZ;
            events.onDtmf(new DtmfEvent(
                    component.call.callId,
                    component.status,
                    source(ctx.datagram, component),
                    view.event(),
                    (int) (view.duration() * 1000L / clockRateHz),
                    view.volumeDbm0()));
        }
        return Verdict.CONTINUE;
    }

    private static TransportAddress source(Datagram datagram, Component component) {
        TransportAddress endpoint = component.learner.endpoint();
        return endpoint != null && datagram.isFrom(endpoint) ? endpoint : datagram.copySource();
    }
}
