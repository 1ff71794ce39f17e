package dev.patchbay.linux.abi;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/** {@code struct io_uring_rsrc_register}: asks for a table of registered files. */
public final class FileTable {

    public static final int SIZE = 32;

    /** All places are empty at first. */
    private static final int SPARSE = 1;

    private static final StructLayout LAYOUT = MemoryLayout.structLayout(
            JAVA_INT.withName("nr"),
            JAVA_INT.withName("flags"),
            JAVA_LONG.withName("resv2"),
            JAVA_LONG.withName("data"),
            JAVA_LONG.withName("tags"));
    private static final long COUNT = LAYOUT.byteOffset(groupElement("nr"));
    private static final long FLAGS = LAYOUT.byteOffset(groupElement("flags"));

    static {
        Layouts.check("io_uring_rsrc_register", LAYOUT, SIZE);
    }

    private FileTable() {}

    /** @param place zeroed */
    public static void writeSparse(MemorySegment place, int count) {
        place.set(JAVA_INT, COUNT, count);
        place.set(JAVA_INT, FLAGS, SPARSE);
    }
}
