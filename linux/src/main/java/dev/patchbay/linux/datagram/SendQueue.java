package dev.patchbay.linux.datagram;

import dev.patchbay.linux.abi.Errno;
import dev.patchbay.linux.abi.MessageHeader;
import dev.patchbay.linux.abi.SocketAddress;
import dev.patchbay.linux.abi.SystemCalls;
import dev.patchbay.net.TransportAddress;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Datagrams that wait for the end of the turn, in the order they were queued; those that follow each other from the same
 * socket leave with one system call. Owner thread only.
 */
final class SendQueue {

    static final int CAPACITY = 128;

    private final NativeDatagram[] datagrams = new NativeDatagram[CAPACITY];
    private final int[] fds = new int[CAPACITY];
    private final int[] lengths = new int[CAPACITY];
    private final int[] targetLengths = new int[CAPACITY];
    private final MemorySegment[] targets = new MemorySegment[CAPACITY];
    private final MemorySegment[] vectors = new MemorySegment[CAPACITY];
    private final MemorySegment[] headers = new MemorySegment[CAPACITY];
    private final MemorySegment[] headersFrom = new MemorySegment[CAPACITY];
    private int count;

    SendQueue(Arena arena) {
        MemorySegment headerArray = arena.allocate((long) CAPACITY * MessageHeader.SIZE, 64);
        MemorySegment vectorArray = arena.allocate((long) CAPACITY * MessageHeader.VECTOR_SIZE, 64);
        MemorySegment targetArray = arena.allocate((long) CAPACITY * SocketAddress.SIZE, 64);
        for (int i = 0; i < CAPACITY; i++) {
            targets[i] = targetArray.asSlice((long) i * SocketAddress.SIZE, SocketAddress.SIZE);
            vectors[i] = vectorArray.asSlice((long) i * MessageHeader.VECTOR_SIZE, MessageHeader.VECTOR_SIZE);
            headersFrom[i] = headerArray.asSlice((long) i * MessageHeader.SIZE);
            headers[i] = headersFrom[i].asSlice(0, MessageHeader.SIZE);
            MessageHeader.init(headers[i], targets[i], vectors[i]);
        }
    }

    boolean isFull() {
        return count == CAPACITY;
    }

    /** The queue must not be full. */
    void add(int fd, NativeDatagram datagram, TransportAddress target) {
        fds[count] = fd;
        datagrams[count] = datagram;
        lengths[count] = datagram.length();
        targetLengths[count] = SocketAddress.write(targets[count], target);
        count++;
    }

    /**
     * Hands everything to the kernel; the queue is empty afterwards.
     *
     * @return how many datagrams the kernel refused
     */
    int transmit(SystemCalls calls) {
        int refused = 0;
        int first = 0;
        while (first < count) {
            int end = first + 1;
            while (end < count && fds[end] == fds[first]) {
                end++;
            }
            refused += end - first == 1 ? transmitOne(calls, first) : transmitRun(calls, first, end);
            first = end;
        }
        count = 0;
        return refused;
    }

    private int transmitOne(SystemCalls calls, int at) {
        int result = calls.sendto(fds[at], datagrams[at].memory(), lengths[at], targets[at], targetLengths[at]);
        return result < 0 ? 1 : 0;
    }

    private int transmitRun(SystemCalls calls, int first, int end) {
        for (int i = first; i < end; i++) {
            MessageHeader.setBytes(vectors[i], datagrams[i].memory(), lengths[i]);
            MessageHeader.setAddressLength(headers[i], targetLengths[i]);
        }
        int refused = 0;
        int next = first;
        while (next < end) {
            int result = calls.sendmmsg(fds[first], headersFrom[next], end - next);
            if (result == -Errno.EAGAIN) {
                return refused + end - next; // the socket's send buffer is full: the rest would fail the same way
            }
            if (result > 0) {
                next += result;
            } else {
                refused++; // the error of this one; the next may go elsewhere
                next++;
            }
        }
        return refused;
    }
}
