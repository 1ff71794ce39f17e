package dev.patchbay.linux.abi;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.VarHandle;

/**
 * {@code struct io_uring_buf}, as one of a ring of buffers that the kernel receives into, with the tail of that ring, which lies in
 * the unused end of the first entry; and {@code struct io_uring_buf_reg}, which registers the ring.
 */
public final class ProvidedBuffer {

    /** Of an entry. */
    public static final int SIZE = 16;
    public static final int REGISTRATION_SIZE = 40;

    private static final StructLayout LAYOUT = MemoryLayout.structLayout(
            JAVA_LONG.withName("addr"),
            JAVA_INT.withName("len"),
            JAVA_SHORT.withName("bid"),
            JAVA_SHORT.withName("resv"));
    private static final StructLayout REGISTRATION = MemoryLayout.structLayout(
            JAVA_LONG.withName("ring_addr"),
            JAVA_INT.withName("ring_entries"),
            JAVA_SHORT.withName("bgid"),
            JAVA_SHORT.withName("flags"),
            MemoryLayout.sequenceLayout(3, JAVA_LONG).withName("resv"));
    private static final long ADDRESS = LAYOUT.byteOffset(groupElement("addr"));
    private static final long LENGTH = LAYOUT.byteOffset(groupElement("len"));
    private static final long ID = LAYOUT.byteOffset(groupElement("bid"));
    private static final long TAIL = LAYOUT.byteOffset(groupElement("resv"));
    private static final VarHandle TAIL_VALUE = JAVA_SHORT.varHandle();
    private static final long RING_ADDRESS = REGISTRATION.byteOffset(groupElement("ring_addr"));
    private static final long RING_ENTRIES = REGISTRATION.byteOffset(groupElement("ring_entries"));
    private static final long GROUP = REGISTRATION.byteOffset(groupElement("bgid"));

    static {
        Layouts.check("io_uring_buf", LAYOUT, SIZE);
        Layouts.check("io_uring_buf_reg", REGISTRATION, REGISTRATION_SIZE);
    }

    private ProvidedBuffer() {}

    /** Writes an entry, all but the part in which the first one holds the tail. */
    public static void write(MemorySegment ring, int index, long address, int lengthBytes, int id) {
        long at = (long) index * SIZE;
        ring.set(JAVA_LONG, at + ADDRESS, address);
        ring.set(JAVA_INT, at + LENGTH, lengthBytes);
        ring.set(JAVA_SHORT, at + ID, (short) id);
    }

    /** Shows the kernel all entries before this one. */
    public static void publishTail(MemorySegment ring, int tail) {
        TAIL_VALUE.setRelease(ring, TAIL, (short) tail);
    }

    public static void writeRegistration(MemorySegment place, MemorySegment ring, int entries, int group) {
        place.fill((byte) 0);
        place.set(JAVA_LONG, RING_ADDRESS, ring.address());
        place.set(JAVA_INT, RING_ENTRIES, entries);
        place.set(JAVA_SHORT, GROUP, (short) group);
    }
}
