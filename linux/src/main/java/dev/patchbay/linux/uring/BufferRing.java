package dev.patchbay.linux.uring;

import dev.patchbay.linux.abi.MappedMemory;
import dev.patchbay.linux.abi.ProvidedBuffer;
import dev.patchbay.linux.abi.SystemCalls;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Buffers the kernel receives into: it takes the next of the ring for each datagram and names it in the completion; who has read it
 * gives it back. Owner thread only.
 *
 * <p>Free buffers lie on a stack, and the kernel is offered as many as it may need, the last used first. It takes them in turn, so the more
 * it has, the longer it is until it comes back to one: with all of them each datagram would be written to memory that no cache holds.
 */
public final class BufferRing {

    private static final int REGISTER_BUFFER_RING = 22;

    /** Between buffers, so that equal places of them do not fall into the same cache set. */
    private static final int CACHE_LINE = 64;

    private final SystemCalls calls;
    private final MappedMemory entries;
    private final MappedMemory memory;
    private final int count;
    private final int length;
    private final int distance;
    private final int group;
    private int tail;
    /** Those the kernel does not have, and nobody reads. */
    private final int[] spare;

    private int spareCount;
    /** Those the kernel may take, as far as completions have told. */
    private int offered;

    private BufferRing(SystemCalls calls, MappedMemory entries, MappedMemory memory, int count, int length, int group) {
        this.calls = calls;
        this.entries = entries;
        this.memory = memory;
        this.count = count;
        this.length = length;
        this.distance = distance(length);
        this.group = group;
        this.spare = new int[count];
    }

    private static int distance(int length) {
        return Math.ceilDiv(length, CACHE_LINE) * CACHE_LINE;
    }

    /**
     * Makes the buffers and gives all of them to the kernel.
     *
     * @param count a power of two, at most 32768
     * @param length of a buffer, in bytes
     * @param group by which requests name this ring
     */
    public static BufferRing register(Ring ring, SystemCalls calls, Arena arena, int count, int length, int group)
            throws IOException {
        MappedMemory entries = MappedMemory.fresh(calls, arena, (long) count * ProvidedBuffer.SIZE);
        MappedMemory memory = null;
        boolean isDone = false;
        try {
            memory = MappedMemory.fresh(calls, arena, (long) count * distance(length));
            MemorySegment registration = arena.allocate(ProvidedBuffer.REGISTRATION_SIZE, Long.BYTES);
            ProvidedBuffer.writeRegistration(registration, entries.segment(), count, group);
            ring.register("io_uring_register of a buffer ring", REGISTER_BUFFER_RING, registration, 1);
            BufferRing buffers = new BufferRing(calls, entries, memory, count, length, group);
            for (int id = 0; id < count; id++) {
                buffers.giveBack(id);
            }
            buffers.offer(count);
            isDone = true;
            return buffers;
        } finally {
            if (!isDone) {
                if (memory != null) {
                    memory.unmap(calls);
                }
                entries.unmap(calls);
            }
        }
    }

    public int count() {
        return count;
    }

    public int group() {
        return group;
    }

    /** The memory of a buffer, 0..count-1; makes a new segment. */
    public MemorySegment buffer(int id) {
        return memory.segment().asSlice((long) id * distance, length);
    }

    /** A completion has named a buffer: the kernel does not have it any more. */
    public void onTaken() {
        offered--;
    }

    /** Nobody reads this buffer any more. */
    public void giveBack(int id) {
        spare[spareCount++] = id;
    }

    /** Lets the kernel have free buffers until it has so many. */
    public void offer(int most) {
        if (spareCount == 0 || offered >= most) {
            return;
        }
        while (spareCount > 0 && offered < most) {
            int id = spare[--spareCount];
            ProvidedBuffer.write(
                    entries.segment(), tail & count - 1, memory.segment().address() + (long) id * distance, length, id);
            tail++;
            offered++;
        }
        ProvidedBuffer.publishTail(entries.segment(), tail);
    }

    /** Frees the memory, after the ring is closed. */
    public void free() {
        memory.unmap(calls);
        entries.unmap(calls);
    }
}
