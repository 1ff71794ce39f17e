package dev.patchbay.linux.uring;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.patchbay.linux.abi.CompletionEntry;
import dev.patchbay.linux.abi.RingParameters;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/** The outcomes the kernel has left. Owner thread only. */
public final class CompletionQueue {

    private static final VarHandle INDEX = JAVA_INT.varHandle();

    private final MemorySegment ring;
    private final MemorySegment entries;
    private final long headAt;
    private final long tailAt;
    private final int mask;
    /** Index of the next outcome to read; wraps round. */
    private int head;
    /** Where the last one ended that {@link #refresh} saw. */
    private int tail;

    private long at;

    CompletionQueue(MemorySegment ring, MemorySegment parameters) {
        this.ring = ring;
        this.headAt = RingParameters.completionHeadAt(parameters);
        this.tailAt = RingParameters.completionTailAt(parameters);
        int capacity = RingParameters.completionEntries(parameters);
        this.mask = capacity - 1;
        this.entries =
                ring.asSlice(RingParameters.completionsAt(parameters), (long) capacity * CompletionEntry.SIZE);
    }

    /** Looks for what the kernel has left since. @return how many outcomes {@link #next} will give */
    public int refresh() {
        tail = (int) INDEX.getAcquire(ring, tailAt);
        return tail - head;
    }

    /** Goes to the next outcome; false when there is none of those that {@link #refresh} saw. */
    public boolean next() {
        if (head == tail) {
            return false;
        }
        at = (long) (head++ & mask) * CompletionEntry.SIZE;
        return true;
    }

    /** Of the outcome in hand, as the two below. */
    public long userData() {
        return CompletionEntry.userData(entries, at);
    }

    public int result() {
        return CompletionEntry.result(entries, at);
    }

    public int flags() {
        return CompletionEntry.flags(entries, at);
    }

    /** Lets the kernel use again what was read. */
    void release() {
        INDEX.setRelease(ring, headAt, head);
    }
}
