package dev.patchbay.linux.abi;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Set;

/**
 * {@code struct epoll_event}: 32 bits of events and 64 bits of the user's. On x86-64 it is packed to 12 bytes, elsewhere it
 * has 16, so its layout depends on the machine.
 */
public final class EpollEvent {

    public static final int IN = 1;
    /** Reports a readiness once, not until it is consumed. */
    public static final int EDGE_TRIGGERED = 1 << 31;

    private static final boolean PACKED = Set.of("amd64", "x86_64").contains(System.getProperty("os.arch", ""));
    private static final long DATA = PACKED ? 4 : 8;

    /** Bytes of one event. */
    public static final int SIZE = PACKED ? 12 : 16;

    private EpollEvent() {}

    public static void write(MemorySegment event, int events, int data) {
        event.set(ValueLayout.JAVA_INT, 0, events);
        event.set(ValueLayout.JAVA_LONG_UNALIGNED, DATA, data);
    }

    /** What was given with {@link #write}, of the event at this index of an array. */
    public static int data(MemorySegment events, int index) {
        return (int) events.get(ValueLayout.JAVA_LONG_UNALIGNED, (long) index * SIZE + DATA);
    }
}
