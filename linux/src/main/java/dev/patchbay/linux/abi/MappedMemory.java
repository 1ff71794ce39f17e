package dev.patchbay.linux.abi;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Memory from the kernel. Whoever mapped it calls {@link #unmap}, once nobody uses the segment any more. */
@SuppressWarnings("restricted") // an address becomes a segment
public final class MappedMemory {

    private final MemorySegment segment;

    private MappedMemory(MemorySegment segment) {
        this.segment = segment;
    }

    /**
     * The queues of a ring.
     *
     * @param offset which of them
     * @param arena the segment may be used as long as it is open
     */
    public static MappedMemory ofRing(SystemCalls calls, Arena arena, int ringFd, long lengthBytes, long offset)
            throws IOException {
        return of("mmap of a ring", calls.mapRing(ringFd, lengthBytes, offset), lengthBytes, arena);
    }

    /** Zeroed memory that begins at a page and takes room only where it is used. */
    public static MappedMemory fresh(SystemCalls calls, Arena arena, long lengthBytes) throws IOException {
        return of("mmap of " + lengthBytes + " bytes", calls.mapMemory(lengthBytes), lengthBytes, arena);
    }

    private static MappedMemory of(String operation, long address, long lengthBytes, Arena arena) throws IOException {
        if (address < 0) {
            throw new SystemCallException(operation, (int) address);
        }
        return new MappedMemory(MemorySegment.ofAddress(address).reinterpret(lengthBytes, arena, null));
    }

    public MemorySegment segment() {
        return segment;
    }

    /** Gives it back; its arena must still be open. */
    public void unmap(SystemCalls calls) {
        int _ = calls.unmap(segment.address(), segment.byteSize());
    }
}
