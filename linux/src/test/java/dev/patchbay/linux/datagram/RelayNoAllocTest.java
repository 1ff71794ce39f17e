package dev.patchbay.linux.datagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.patchbay.linux.abi.Kernel;
import dev.patchbay.net.TransportAddress;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The receive and send path of a worker must leave nothing for the garbage collector. */
class RelayNoAllocTest {

    private static final int PACKETS = 20_000;
    private static final int PER_TURN = 20;
    /** Code that is not compiled yet may allocate: rounds go on until one has nothing, usually the second. */
    private static final int MOST_ROUNDS = 20;
    /**
     * When the machine is too busy to compile in time, some bytes per turn remain (native calls in code compiled without escape
     * analysis). The smallest object has 16 bytes, so this still excludes one per packet.
     */
    private static final long MOST_BYTES = PACKETS * 8L;

    private static final int MOST_TURNS = 1000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldAllocateNothingPerPacketWithEpoll() throws IOException {
        assertThat(leastBytesOfARound(new EpollSockets(SocketOptions.DEFAULT))).isLessThan(MOST_BYTES);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldAllocateNothingPerPacketWithUring() throws IOException {
        assumeTrue(new UringProbe(Kernel.load()).failure().isEmpty(), "io_uring does not work here");
        assertThat(leastBytesOfARound(new UringSockets(Kernel.load(), SocketOptions.DEFAULT, 64))).isLessThan(MOST_BYTES);
    }

    @Test
    void shouldAllocateNothingPerPacketWithNioWhileSourceAndTargetStay() throws IOException {
        assertThat(leastBytesOfARound(new NioSockets(SocketOptions.DEFAULT))).isLessThan(MOST_BYTES);
    }

    private long leastBytesOfARound(MediaSockets sockets) throws IOException {
        try (DatagramIo io = sockets.openIo()) {
            TransportAddress any = TransportAddress.of("127.0.0.1", 0);
            MediaSocket source = sockets.bind(any);
            MediaSocket in = sockets.bind(any);
            MediaSocket out = sockets.bind(any);
            MediaSocket target = sockets.bind(any);
            io.attach(source, 0);
            io.attach(in, 1);
            io.attach(out, 2);
            io.attach(target, 3);
            Relay relay = new Relay(io, source.local(), out, target.local());
            long least = Long.MAX_VALUE;
            for (int round = 0; round < MOST_ROUNDS && least > 0; round++) {
                relay.arrived = 0;
                long before = threads.getCurrentThreadAllocatedBytes();
                run(io, source, in.local(), relay, PACKETS);
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
                assertThat(relay.arrived).isEqualTo(PACKETS);
            }
            assertThat(io.sendErrors()).isZero();
            return least;
        }
    }

    private static void run(DatagramIo io, MediaSocket source, TransportAddress relayAddress, Relay relay, int packets)
            throws IOException {
        for (int sent = 0; sent < packets; sent += PER_TURN) {
            for (int i = 0; i < PER_TURN; i++) {
                Datagram datagram = io.allocate();
                datagram.bytes().putInt(0, sent + i);
                datagram.setLength(172);
                io.send(source, datagram, relayAddress);
            }
            io.flush();
            io.poll(1_000_000, relay);
            io.flush();
            io.poll(1_000_000, relay);
            io.poll(0, relay);
            io.flush();
            for (int turn = 0; turn < MOST_TURNS && relay.arrived < sent + PER_TURN; turn++) {
                io.poll(1_000_000, relay);
                io.flush();
            }
        }
    }

    /** A relay of one direction that rewrites a copy; it also plays the far end. */
    private static final class Relay implements DatagramHandler {
        private final DatagramIo io;
        private final TransportAddress expected;
        private final MediaSocket out;
        private final TransportAddress target;
        private int arrived;

        Relay(DatagramIo io, TransportAddress expected, MediaSocket out, TransportAddress target) {
            this.io = io;
            this.expected = expected;
            this.out = out;
            this.target = target;
        }

        @Override
        public void onDatagram(Datagram datagram) {
            if (datagram.token() == 3) {
                arrived++;
            } else if (datagram.isFrom(expected) && datagram.isFromIp(expected) && datagram.sourcePort() == expected.port()) {
                Datagram copy = io.copy(datagram);
                copy.bytes().putInt(4, datagram.bytes().getInt(0));
                io.send(out, copy, target);
            }
        }
    }
}
