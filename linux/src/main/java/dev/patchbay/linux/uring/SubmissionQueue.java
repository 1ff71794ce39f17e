package dev.patchbay.linux.uring;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.patchbay.linux.abi.RingParameters;
import dev.patchbay.linux.abi.SubmissionEntry;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/**
 * The entries on their way to the kernel: it takes them in order when the ring is entered. Owner thread only.
 */
public final class SubmissionQueue {

    private static final VarHandle INDEX = JAVA_INT.varHandle();
    private static final int COMPLETIONS_OVERFLOWED = 1 << 1;

    private final MemorySegment ring;
    private final MemorySegment entries;
    private final long headAt;
    private final long tailAt;
    private final long flagsAt;
    private final int capacity;
    /** Index of the next entry; wraps round. */
    private int tail;

    SubmissionQueue(MemorySegment ring, MemorySegment entries, MemorySegment parameters, boolean hasArray) {
        this.ring = ring;
        this.entries = entries;
        this.headAt = RingParameters.submissionHeadAt(parameters);
        this.tailAt = RingParameters.submissionTailAt(parameters);
        this.flagsAt = RingParameters.submissionFlagsAt(parameters);
        this.capacity = RingParameters.submissionEntries(parameters);
        if (hasArray) {
            long array = RingParameters.submissionArrayAt(parameters);
            for (int i = 0; i < capacity; i++) {
                ring.set(JAVA_INT, array + (long) i * Integer.BYTES, i);
            }
        }
    }

    /** All entries, for the methods of {@link SubmissionEntry}. */
    public MemorySegment entries() {
        return entries;
    }

    public int capacity() {
        return capacity;
    }

    public boolean isFull() {
        return pending() == capacity;
    }

    /** Entries the kernel has not taken yet. */
    public int pending() {
        return tail - (int) INDEX.getAcquire(ring, headAt);
    }

    /** Takes the next entry, which the caller writes at once; the queue must not be full. @return its index, 0..capacity-1 */
    public int next() {
        return tail++ & capacity - 1;
    }

    /** Where an entry begins, in bytes. */
    public static long at(int index) {
        return (long) index * SubmissionEntry.SIZE;
    }

    /** Shows the kernel what was written. */
    void publish() {
        INDEX.setRelease(ring, tailAt, tail);
    }

    /** Whether the kernel holds completions back, for which the other queue had no room. */
    boolean hasOverflow() {
        return ((int) INDEX.getAcquire(ring, flagsAt) & COMPLETIONS_OVERFLOWED) != 0;
    }
}
