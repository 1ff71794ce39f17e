package dev.patchbay.linux.abi;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/** {@code struct io_uring_getevents_arg} with the {@code timespec} it points to: how long {@link SystemCalls#ringEnter} waits. */
public final class RingWait {

    /** Of the first structure, as the call wants it. */
    public static final int SIZE = 24;

    private static final int SIGNAL_MASK_BYTES = 8;
    private static final long NS_PER_SECOND = 1_000_000_000;
    private static final long NS_PER_US = 1_000;

    private static final StructLayout LAYOUT = MemoryLayout.structLayout(
            JAVA_LONG.withName("sigmask"),
            JAVA_INT.withName("sigmask_sz"),
            JAVA_INT.withName("min_wait_usec"),
            JAVA_LONG.withName("ts"));
    private static final long MASK_SIZE = LAYOUT.byteOffset(groupElement("sigmask_sz"));
    private static final long MIN_WAIT = LAYOUT.byteOffset(groupElement("min_wait_usec"));
    private static final long TIMEOUT = LAYOUT.byteOffset(groupElement("ts"));
    private static final long SECONDS = SIZE;
    private static final long NANOSECONDS = SECONDS + Long.BYTES;
    private static final long WHOLE_SIZE = NANOSECONDS + Long.BYTES;

    static {
        Layouts.check("io_uring_getevents_arg", LAYOUT, SIZE);
    }

    private RingWait() {}

    public static MemorySegment allocate(Arena arena) {
        MemorySegment wait = arena.allocate(WHOLE_SIZE, Long.BYTES);
        wait.set(JAVA_INT, MASK_SIZE, SIGNAL_MASK_BYTES);
        return wait;
    }

    /**
     * Says how long to wait.
     *
     * @param minWaitNs how long to gather completions although there are some; 0 = not
     * @param timeoutNs how long to wait when there are none; {@link SystemCalls#FOREVER} for no limit
     */
    public static void write(MemorySegment wait, long minWaitNs, long timeoutNs) {
        wait.set(JAVA_INT, MIN_WAIT, (int) (minWaitNs / NS_PER_US));
        if (timeoutNs < 0) {
            wait.set(JAVA_LONG, TIMEOUT, 0);
            return;
        }
        wait.set(JAVA_LONG, SECONDS, timeoutNs / NS_PER_SECOND);
        wait.set(JAVA_LONG, NANOSECONDS, timeoutNs % NS_PER_SECOND);
        wait.set(JAVA_LONG, TIMEOUT, wait.address() + SECONDS);
    }
}
