package dev.patchbay.linux.datagram;

import dev.patchbay.linux.abi.MessageHeader;
import dev.patchbay.linux.abi.SocketAddress;
import dev.patchbay.linux.abi.SystemCalls;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The buffers one turn of a worker receives into, each with its header, its source address and its {@link NativeDatagram},
 * filled from the first on. A buffer is filled once per turn, because what it holds may be queued to be sent. Owner thread only.
 */
final class ReceiveBatch {

    /** The datagrams of one turn, over all sockets. */
    static final int SLOTS = 64;

    private final NativeDatagram[] datagrams = new NativeDatagram[SLOTS];
    private final MemorySegment[] headers = new MemorySegment[SLOTS];
    /** The rest of the header array, from each index on. */
    private final MemorySegment[] headersFrom = new MemorySegment[SLOTS];

    private int filled;

    ReceiveBatch(Arena arena, DatagramMemory memory) {
        MemorySegment array = arena.allocate((long) SLOTS * MessageHeader.SIZE, 64);
        MemorySegment vectors = arena.allocate((long) SLOTS * MessageHeader.VECTOR_SIZE, 64);
        for (int i = 0; i < SLOTS; i++) {
            MemorySegment source = memory.nextSource();
            MemorySegment bytes = memory.nextBytes();
            MemorySegment vector = vectors.asSlice((long) i * MessageHeader.VECTOR_SIZE, MessageHeader.VECTOR_SIZE);
            datagrams[i] = new NativeDatagram(bytes, source);
            headersFrom[i] = array.asSlice((long) i * MessageHeader.SIZE);
            headers[i] = headersFrom[i].asSlice(0, MessageHeader.SIZE);
            MessageHeader.init(headers[i], source, vector);
            MessageHeader.setAddressLength(headers[i], SocketAddress.SIZE);
            MessageHeader.setBytes(vector, bytes, Datagram.MAX_LENGTH);
        }
    }

    /** A new turn: all buffers may be written again. */
    void clear() {
        filled = 0;
    }

    int free() {
        return SLOTS - filled;
    }

    /**
     * Receives what a socket has.
     *
     * @param limit 1..{@link #free}
     * @return how many datagrams there are, in the buffers that were the first free ones; below 1 when there are none
     */
    int receive(SystemCalls calls, int fd, int limit) {
        int count = calls.recvmmsg(fd, headersFrom[filled], limit);
        for (int i = filled; i < filled + count; i++) {
            MemorySegment header = headers[i];
            datagrams[i].received(MessageHeader.length(header), MessageHeader.isTruncated(header));
            MessageHeader.setAddressLength(header, SocketAddress.SIZE);
        }
        filled += Math.max(0, count);
        return count;
    }

    /** @param index 0 = the first of this turn */
    NativeDatagram get(int index) {
        return datagrams[index];
    }
}
