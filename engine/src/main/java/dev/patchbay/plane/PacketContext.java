package dev.patchbay.plane;

import dev.patchbay.linux.datagram.Datagram;
import dev.patchbay.plan.DropReason;
import dev.patchbay.plan.MediaPort;
import dev.patchbay.rtp.DatagramKind;
import dev.patchbay.rtp.RtpView;
import java.nio.ByteBuffer;

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
    /** What it carries in the clear: the datagram itself, or what was found in it. Not to be changed. */
    ByteBuffer packet;

    int packetLength;
    /** It came as SRTP, and {@link #packet} is what was in it. */
    boolean isOpened;
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
        packet = received.bytes();
        packetLength = received.length();
        isOpened = false;
        isRtp = false;
        isRtcp = false;
    }

    /** It was SRTP, and this is what was in it. */
    void opened(ByteBuffer clear, int length) {
        packet = clear;
        packetLength = length;
        isOpened = true;
    }

    Verdict drop(DropReason reason) {
        dropReason = reason;
        return Verdict.DROP;
    }
}
