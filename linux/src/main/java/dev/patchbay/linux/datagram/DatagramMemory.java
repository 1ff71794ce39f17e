package dev.patchbay.linux.datagram;

import dev.patchbay.linux.abi.SocketAddress;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Cuts the native memory of one worker into buffers for datagrams and places for addresses; at start only. */
final class DatagramMemory {

    /** One cache line more than a buffer holds: at a distance of 4096 bytes all headers would fall into the same cache set. */
    private static final long BUFFER_DISTANCE = Datagram.MAX_LENGTH + 64;

    private static final long SOURCE_DISTANCE = 32;

    private final MemorySegment buffers;
    private final MemorySegment sources;
    private long nextBuffer;
    private long nextSource;

    DatagramMemory(Arena arena, int datagrams) {
        this.buffers = arena.allocate(datagrams * BUFFER_DISTANCE, 64);
        this.sources = arena.allocate(datagrams * SOURCE_DISTANCE, 64);
    }

    MemorySegment nextBytes() {
        long at = nextBuffer++ * BUFFER_DISTANCE;
        return buffers.asSlice(at, Datagram.MAX_LENGTH);
    }

    MemorySegment nextSource() {
        long at = nextSource++ * SOURCE_DISTANCE;
        return sources.asSlice(at, SocketAddress.SIZE);
    }
}
