package dev.patchbay.linux.uring;

import dev.patchbay.linux.abi.FileTable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The table of a ring's registered files: using one of them saves the kernel a look-up and a reference count per request. Its places
 * are filled and emptied by requests, many with one system call. Owner thread only.
 */
public final class RegisteredFiles {

    public static final int NONE = -1;

    private static final int REGISTER_FILES = 13;
    private static final int UNREGISTER_FILES = 3;

    private final Ring ring;
    private final int capacity;
    private final int[] free;
    private int freeCount;
    private int used;

    private RegisteredFiles(Ring ring, int capacity) {
        this.ring = ring;
        this.capacity = capacity;
        this.free = new int[capacity];
    }

    /** @param capacity at most the process's limit of open files */
    public static RegisteredFiles register(Ring ring, Arena arena, int capacity) throws IOException {
        MemorySegment table = arena.allocate(FileTable.SIZE, Long.BYTES);
        FileTable.writeSparse(table, capacity);
        ring.register("io_uring_register of " + capacity + " files", REGISTER_FILES, table, FileTable.SIZE);
        return new RegisteredFiles(ring, capacity);
    }

    public int capacity() {
        return capacity;
    }

    /** Takes a free place, the one given back last; {@link #NONE} when all are taken. */
    public int take() {
        if (freeCount > 0) {
            return free[--freeCount];
        }
        return used == capacity ? NONE : used++;
    }

    public void giveBack(int place) {
        free[freeCount++] = place;
    }

    /** Empties all places: the files are closed now, as far as no request uses them. */
    public void unregister() throws IOException {
        ring.register("io_uring_register of no files", UNREGISTER_FILES, MemorySegment.NULL, 0);
    }
}
