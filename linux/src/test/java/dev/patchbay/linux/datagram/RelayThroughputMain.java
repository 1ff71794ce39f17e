package dev.patchbay.linux.datagram;

import dev.patchbay.net.TransportAddress;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * A static relay for a load generator: what goes into port {@code base + k} comes out of port {@code base + (k ^ 1)}, to the side
 * that port belongs to. Not a test: run by hand, to compare what a packet costs on each tier.
 *
 * <p>Arguments: tier, base port, number of ports, target port of the even side (127.0.0.2; the odd side, 127.0.0.3, has the next).
 */
final class RelayThroughputMain {

    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(1);

    private final DatagramIo io;
    private final MediaSocket[] ports;
    private final TransportAddress[] sides;

    private RelayThroughputMain(DatagramIo io, MediaSocket[] ports, TransportAddress[] sides) {
        this.io = io;
        this.ports = ports;
        this.sides = sides;
    }

    public static void main(String[] arguments) throws IOException {
        MediaTier tier = MediaTier.ofOptionName(arguments[0]).orElseThrow();
        int base = Integer.parseInt(arguments[1]);
        MediaSocket[] ports = new MediaSocket[Integer.parseInt(arguments[2])];
        int targetPort = Integer.parseInt(arguments[3]);
        TransportAddress[] sides = {
            TransportAddress.of("127.0.0.2", targetPort), TransportAddress.of("127.0.0.3", targetPort + 1)
        };
        MediaSockets sockets = new MediaTierProbe().choose(tier, SocketOptions.DEFAULT).sockets();
        try (DatagramIo io = sockets.openIo()) {
            for (int k = 0; k < ports.length; k++) {
                ports[k] = sockets.bind(TransportAddress.of("127.0.0.1", base + k));
                io.attach(ports[k], k);
            }
            new RelayThroughputMain(io, ports, sides).relay();
        }
    }

    private void relay() throws IOException {
        DatagramHandler handler = this::forward;
        while (!Thread.currentThread().isInterrupted()) {
            io.poll(TIMEOUT_NS, handler);
            io.flush();
        }
    }

    private void forward(Datagram datagram) {
        int out = datagram.token() ^ 1;
        io.send(ports[out], datagram, sides[out & 1]);
    }
}
