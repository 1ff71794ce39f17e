package dev.patchbay.plane;

import dev.patchbay.linux.datagram.Datagram;
import dev.patchbay.rtp.DatagramKind;
import dev.patchbay.rtp.RtpView;

/**
 * What is known of the packet in hand. One per worker, reset for each packet; steps read it and leave their findings in it. Owner:
 * MediaWorker.
 */
@SuppressWarnings("NullAway.Init") // every field is set by receive() before a step sees it
final class PacketContext {

    final RtpView rtp = new RtpView();

    Datagram datagram;
    /** Where it arrived. */
    MediaPort port;
    /** The stream it belongs to. */
    Component component;
    DatagramKind kind;
    /** {@link #rtp} is wrapped around it. */
    boolean isRtp;
    /** It is handled as RTCP: it looks so, and this component carries RTCP. */
    boolean isRtcp;
    /** When it was received, on the worker's clock; the same for a whole batch. */
    long nowNs;

    DropReason dropReason;

    void receive(Datagram received, MediaPort arrivedOn, Component belongsTo, long now) {
        datagram = received;
        port = arrivedOn;
        component = belongsTo;
        nowNs = now;
        kind = DatagramKind.of(received.bytes(), received.length());
        isRtp = false;
        isRtcp = false;
    }

    Verdict drop(DropReason reason) {
        dropReason = reason;
        return Verdict.DROP;
    }
}
