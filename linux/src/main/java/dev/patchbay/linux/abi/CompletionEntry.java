package dev.patchbay.linux.abi;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/** {@code struct io_uring_cqe}, as one of an array: the outcome of a request, or one of several. */
public final class CompletionEntry {

    public static final int SIZE = 16;

    private static final int FLAG_BUFFER = 1;
    private static final int FLAG_MORE = 1 << 1;
    private static final int BUFFER_SHIFT = 16;

    private static final StructLayout LAYOUT = MemoryLayout.structLayout(
            JAVA_LONG.withName("user_data"), JAVA_INT.withName("res"), JAVA_INT.withName("flags"));
    private static final long USER_DATA = LAYOUT.byteOffset(groupElement("user_data"));
    private static final long RESULT = LAYOUT.byteOffset(groupElement("res"));
    private static final long FLAGS = LAYOUT.byteOffset(groupElement("flags"));

    static {
        Layouts.check("io_uring_cqe", LAYOUT, SIZE);
    }

    private CompletionEntry() {}

    /** @param at where the entry begins, in bytes; so in all methods */
    public static long userData(MemorySegment entries, long at) {
        return entries.get(JAVA_LONG, at + USER_DATA);
    }

    /** Negative: a negated errno. */
    public static int result(MemorySegment entries, long at) {
        return entries.get(JAVA_INT, at + RESULT);
    }

    public static int flags(MemorySegment entries, long at) {
        return entries.get(JAVA_INT, at + FLAGS);
    }

    /** Whether the request goes on and will make more completions. */
    public static boolean hasMore(int flags) {
        return (flags & FLAG_MORE) != 0;
    }

    /** Whether a provided buffer was used. */
    public static boolean hasBuffer(int flags) {
        return (flags & FLAG_BUFFER) != 0;
    }

    /** Which one. */
    public static int buffer(int flags) {
        return flags >>> BUFFER_SHIFT;
    }
}
