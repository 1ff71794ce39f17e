package dev.patchbay.linux.abi;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/**
 * {@code struct io_uring_params}: what a ring is asked to be, and after {@link SystemCalls#ringSetup} what it is and where in its
 * mapped memory the parts of its two queues lie.
 */
public final class RingParameters {

    public static final int SIZE = 120;

    // Flags of the setup. In brackets the kernel that brought each.
    /** The size of the completion queue is given (5.5). */
    public static final int SETUP_CQ_SIZE = 1 << 3;
    /** Opened disabled; the thread that enables it is the one that may use it (5.10). */
    public static final int SETUP_DISABLED = 1 << 6;
    /** A refused entry does not keep back those behind it (5.18). */
    public static final int SETUP_SUBMIT_ALL = 1 << 7;
    /** One thread only submits (6.0). */
    public static final int SETUP_SINGLE_ISSUER = 1 << 12;
    /** Completions are worked out when that thread asks for them, not whenever it is interrupted (6.1). */
    public static final int SETUP_DEFER_TASK_RUN = 1 << 13;
    /** Entries are submitted in their order, without a table of indexes (6.6). */
    public static final int SETUP_NO_SQ_ARRAY = 1 << 16;

    // Features that the kernel reports.
    /** Both queues lie in one mapping (5.4). */
    public static final int FEATURE_SINGLE_MAP = 1;
    /** A wait may have a shortest time, to gather completions (6.12). */
    public static final int FEATURE_MIN_WAIT = 1 << 15;

    private static final StructLayout QUEUE = MemoryLayout.structLayout(
            JAVA_INT.withName("head"),
            JAVA_INT.withName("tail"),
            JAVA_INT.withName("ring_mask"),
            JAVA_INT.withName("ring_entries"),
            JAVA_INT.withName("flags_or_overflow"),
            JAVA_INT.withName("dropped_or_cqes"),
            JAVA_INT.withName("array_or_flags"),
            JAVA_INT.withName("resv1"),
            JAVA_LONG.withName("user_addr"));
    private static final StructLayout LAYOUT = MemoryLayout.structLayout(
            JAVA_INT.withName("sq_entries"),
            JAVA_INT.withName("cq_entries"),
            JAVA_INT.withName("flags"),
            JAVA_INT.withName("sq_thread_cpu"),
            JAVA_INT.withName("sq_thread_idle"),
            JAVA_INT.withName("features"),
            JAVA_INT.withName("wq_fd"),
            MemoryLayout.sequenceLayout(3, JAVA_INT).withName("resv"),
            QUEUE.withName("sq_off"),
            QUEUE.withName("cq_off"));
    private static final long SQ_ENTRIES = LAYOUT.byteOffset(groupElement("sq_entries"));
    private static final long CQ_ENTRIES = LAYOUT.byteOffset(groupElement("cq_entries"));
    private static final long FLAGS = LAYOUT.byteOffset(groupElement("flags"));
    private static final long FEATURES = LAYOUT.byteOffset(groupElement("features"));
    private static final long SQ_HEAD = submission("head");
    private static final long SQ_TAIL = submission("tail");
    private static final long SQ_FLAGS = submission("flags_or_overflow");
    private static final long SQ_ARRAY = submission("array_or_flags");
    private static final long CQ_HEAD = completion("head");
    private static final long CQ_TAIL = completion("tail");
    private static final long CQ_ENTRIES_AT = completion("dropped_or_cqes");

    static {
        Layouts.check("io_uring_params", LAYOUT, SIZE);
    }

    private RingParameters() {}

    private static long submission(String field) {
        return LAYOUT.byteOffset(groupElement("sq_off"), groupElement(field));
    }

    private static long completion(String field) {
        return LAYOUT.byteOffset(groupElement("cq_off"), groupElement(field));
    }

    /** Asks for a ring with these flags. */
    public static void write(MemorySegment parameters, int flags, int completionEntries) {
        parameters.fill((byte) 0);
        parameters.set(JAVA_INT, FLAGS, flags);
        parameters.set(JAVA_INT, CQ_ENTRIES, completionEntries);
    }

    public static int features(MemorySegment parameters) {
        return parameters.get(JAVA_INT, FEATURES);
    }

    public static int submissionEntries(MemorySegment parameters) {
        return parameters.get(JAVA_INT, SQ_ENTRIES);
    }

    public static int completionEntries(MemorySegment parameters) {
        return parameters.get(JAVA_INT, CQ_ENTRIES);
    }

    /** Where the kernel keeps the index of the next entry it will take; from here on, places in the mapped memory. */
    public static int submissionHeadAt(MemorySegment parameters) {
        return parameters.get(JAVA_INT, SQ_HEAD);
    }

    public static int submissionTailAt(MemorySegment parameters) {
        return parameters.get(JAVA_INT, SQ_TAIL);
    }

    public static int submissionFlagsAt(MemorySegment parameters) {
        return parameters.get(JAVA_INT, SQ_FLAGS);
    }

    /** Where the table of indexes lies, unless the ring has none. */
    public static int submissionArrayAt(MemorySegment parameters) {
        return parameters.get(JAVA_INT, SQ_ARRAY);
    }

    public static int completionHeadAt(MemorySegment parameters) {
        return parameters.get(JAVA_INT, CQ_HEAD);
    }

    public static int completionTailAt(MemorySegment parameters) {
        return parameters.get(JAVA_INT, CQ_TAIL);
    }

    /** Where the completion entries begin. */
    public static int completionsAt(MemorySegment parameters) {
        return parameters.get(JAVA_INT, CQ_ENTRIES_AT);
    }
}
