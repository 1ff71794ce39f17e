package dev.patchbay.system.net;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Sees every IP packet of this host as it is on the wire, from the IP header on (packet(7)); needs root. One thread. Close it.
 */
@SuppressWarnings("restricted") // Java has no socket that shows headers
public final class PacketTap implements AutoCloseable {
    private static final int AF_PACKET = 17;
    private static final int SOCK_DGRAM = 2;
    /** Protocol ETH_P_ALL in network order. */
    private static final int EVERY_PROTOCOL = 3 << 8;
    private static final short POLLIN = 1;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MAX_PACKET = 65_536;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle SOCKET = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("socket"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private static final MethodHandle POLL = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("poll"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));
    private static final MethodHandle RECEIVE = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("recv"),
            FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));
    private static final MethodHandle CLOSE = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("close"), FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment poll = arena.allocate(8, 4);
    private final MemorySegment packet = arena.allocate(MAX_PACKET);
    private final int descriptor;

    public PacketTap() throws IOException {
        try {
            descriptor = (int) SOCKET.invokeExact(AF_PACKET, SOCK_DGRAM, EVERY_PROTOCOL);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        if (descriptor < 0) {
            throw new IOException("cannot open a packet socket: it needs root");
        }
    }

    /** The next packet of that kind, header first; empty when none comes in time. Packets from before the call count too. */
    public Optional<ByteBuffer> await(Predicate<ByteBuffer> wanted, Duration atMost) {
        long endNs = System.nanoTime() + atMost.toNanos();
        try {
            while (System.nanoTime() < endNs) {
                poll.set(ValueLayout.JAVA_INT, 0, descriptor);
                poll.set(ValueLayout.JAVA_SHORT, 4, POLLIN);
                int _ = (int) POLL.invokeExact(poll, 1L, 100);
                long length = (long) RECEIVE.invokeExact(descriptor, packet, (long) MAX_PACKET, MSG_DONTWAIT);
                if (length > 0) {
                    ByteBuffer seen = ByteBuffer.wrap(packet.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE));
                    if (wanted.test(seen)) {
                        return Optional.of(seen);
                    }
                }
            }
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        try {
            int _ = (int) CLOSE.invokeExact(descriptor);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        arena.close();
    }
}
