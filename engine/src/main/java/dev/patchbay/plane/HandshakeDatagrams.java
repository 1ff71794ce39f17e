package dev.patchbay.plane;

import dev.patchbay.linux.datagram.Datagram;
import dev.patchbay.linux.datagram.DatagramIo;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.plan.DropReason;
import dev.patchbay.plan.MediaPort;
import dev.patchbay.plane.WorkerCounters.Counter;
import dev.patchbay.rtp.DatagramKind;

/**
 * DTLS on its way between a component's socket and its handshake. A datagram from anywhere else than where {@link HandshakeSource}
 * expects the peer changes nothing and gets no answer, whatever the state. Owner: MediaWorker.
 */
final class HandshakeDatagrams {

    private final DatagramIo io;

    HandshakeDatagrams(DatagramIo io) {
        this.io = io;
    }

    /** Takes DTLS out of the packets of a component that is keyed by handshake. */
    Verdict apply(PacketContext ctx) {
        Component component = ctx.component;
        if (ctx.kind != DatagramKind.DTLS || !component.isKeyedByHandshake()) {
            return Verdict.CONTINUE;
        }
        if (!component.handshakeSource.admits(ctx.datagram)) {
            return begin(ctx, component) ? Verdict.CONSUMED : refuse(ctx, component);
        }
        ComponentHandshake handshake = component.handshake;
        // The copy is garbage of a handshake, not of media: some kilobytes per call.
        return handshake != null && handshake.receive(copy(ctx.datagram))
                ? Verdict.CONSUMED
                : ctx.drop(DropReason.HANDSHAKE_REFUSED);
    }

    /** Somebody whose address nobody vouches for; see {@link HandshakeSource}. */
    private static boolean begin(PacketContext ctx, Component component) {
        ComponentHandshake handshake = component.handshake;
        boolean isBegun = handshake != null
                && component.handshakeSource.mayBegin(ctx.datagram)
                && handshake.receive(copy(ctx.datagram));
        if (isBegun) {
            component.handshakeSource.begun(ctx.datagram);
        }
        return isBegun;
    }

    private static Verdict refuse(PacketContext ctx, Component component) {
        component.call.counters.add(Counter.STRAY_HANDSHAKES, 1);
        return ctx.drop(DropReason.HANDSHAKE_SOURCE);
    }

    private static byte[] copy(Datagram datagram) {
        byte[] bytes = new byte[datagram.length()];
        datagram.bytes().get(0, bytes);
        return bytes;
    }

    /** What an association has to say. Nothing is sent for one that was replaced meanwhile. */
    void send(ComponentHandshake handshake, byte[] bytes) {
        Component component = handshake.component;
        TransportAddress endpoint = component.handshakeSource.endpoint();
        MediaPort port = component.selectedPort();
        if (component.handshake != handshake || endpoint == null || port == null) {
            return;
        }
        Datagram datagram = io.allocate();
        if (datagram != null) {
            datagram.bytes().put(0, bytes);
            datagram.setLength(bytes.length);
            io.send(port.socket(), datagram, endpoint);
        }
    }
}
