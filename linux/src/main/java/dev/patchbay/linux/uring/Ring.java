package dev.patchbay.linux.uring;

import static dev.patchbay.linux.abi.RingParameters.FEATURE_MIN_WAIT;
import static dev.patchbay.linux.abi.RingParameters.FEATURE_SINGLE_MAP;
import static dev.patchbay.linux.abi.RingParameters.SETUP_CQ_SIZE;
import static dev.patchbay.linux.abi.RingParameters.SETUP_DEFER_TASK_RUN;
import static dev.patchbay.linux.abi.RingParameters.SETUP_DISABLED;
import static dev.patchbay.linux.abi.RingParameters.SETUP_NO_SQ_ARRAY;
import static dev.patchbay.linux.abi.RingParameters.SETUP_SINGLE_ISSUER;
import static dev.patchbay.linux.abi.RingParameters.SETUP_SUBMIT_ALL;

import dev.patchbay.linux.abi.CompletionEntry;
import dev.patchbay.linux.abi.Errno;
import dev.patchbay.linux.abi.Linux;
import dev.patchbay.linux.abi.MappedMemory;
import dev.patchbay.linux.abi.RingParameters;
import dev.patchbay.linux.abi.RingWait;
import dev.patchbay.linux.abi.SubmissionEntry;
import dev.patchbay.linux.abi.SystemCallException;
import dev.patchbay.linux.abi.SystemCalls;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * One io_uring instance. It is opened disabled, because the kernel ties it to the thread that enables it: the worker's, which is not
 * the one that opens it. From then on only that thread may use it.
 */
public final class Ring {

    /** Instead of the index of an entry. */
    public static final int NO_ENTRY = -1;

    private static final int NEEDED_FLAGS =
            SETUP_CQ_SIZE | SETUP_DISABLED | SETUP_SUBMIT_ALL | SETUP_SINGLE_ISSUER | SETUP_DEFER_TASK_RUN;
    private static final int REGISTER_ENABLE = 12;
    private static final int ENTER_GET_EVENTS = 1;
    private static final int ENTER_EXTENDED_ARGUMENT = 1 << 3;
    private static final int SUBMIT_ONLY = 0;
    private static final long QUEUES_OFFSET = 0;
    private static final long ENTRIES_OFFSET = 0x1000_0000;

    private final Linux linux;
    private final SystemCalls calls;
    private final int fd;
    private final int features;
    private final MappedMemory queues;
    private final MappedMemory entries;
    private final MemorySegment wait;
    private final SubmissionQueue submissions;
    private final CompletionQueue completions;

    private Ring(
            Linux linux,
            SystemCalls calls,
            Arena arena,
            int fd,
            MemorySegment parameters,
            boolean hasArray,
            MappedMemory queues,
            MappedMemory entries) {
        this.linux = linux;
        this.calls = calls;
        this.fd = fd;
        this.features = RingParameters.features(parameters);
        this.queues = queues;
        this.entries = entries;
        this.wait = RingWait.allocate(arena);
        this.submissions = new SubmissionQueue(queues.segment(), entries.segment(), parameters, hasArray);
        this.completions = new CompletionQueue(queues.segment(), parameters);
    }

    /**
     * Opens a ring, disabled.
     *
     * @param arena outlives it
     * @param submissionEntries a power of two, as the next
     * @throws IOException with the name of the call and the errno
     */
    public static Ring open(Linux linux, SystemCalls calls, Arena arena, int submissionEntries, int completionEntries)
            throws IOException {
        MemorySegment parameters = arena.allocate(RingParameters.SIZE, Long.BYTES);
        boolean hasArray = false;
        RingParameters.write(parameters, NEEDED_FLAGS | SETUP_NO_SQ_ARRAY, completionEntries);
        int fd = calls.ringSetup(submissionEntries, parameters);
        if (fd == -Errno.EINVAL) {
            hasArray = true;
            RingParameters.write(parameters, NEEDED_FLAGS, completionEntries);
            fd = calls.ringSetup(submissionEntries, parameters);
        }
        if (fd < 0) {
            throw new SystemCallException("io_uring_setup", fd);
        }
        MappedMemory queues = null;
        MappedMemory entries = null;
        boolean isDone = false;
        try {
            if ((RingParameters.features(parameters) & FEATURE_SINGLE_MAP) == 0) {
                throw new IOException("io_uring maps its queues apart");
            }
            queues = MappedMemory.ofRing(calls, arena, fd, queuesLength(parameters, hasArray), QUEUES_OFFSET);
            long entriesLength = (long) RingParameters.submissionEntries(parameters) * SubmissionEntry.SIZE;
            entries = MappedMemory.ofRing(calls, arena, fd, entriesLength, ENTRIES_OFFSET);
            Ring ring = new Ring(linux, calls, arena, fd, parameters, hasArray, queues, entries);
            isDone = true;
            return ring;
        } finally {
            if (!isDone) {
                unmap(calls, entries);
                unmap(calls, queues);
                linux.close(fd);
            }
        }
    }

    private static long queuesLength(MemorySegment parameters, boolean hasArray) {
        long completionEnd = RingParameters.completionsAt(parameters)
                + (long) RingParameters.completionEntries(parameters) * CompletionEntry.SIZE;
        long arrayEnd = hasArray
                ? RingParameters.submissionArrayAt(parameters)
                        + (long) RingParameters.submissionEntries(parameters) * Integer.BYTES
                : 0;
        return Math.max(completionEnd, arrayEnd);
    }

    private static void unmap(SystemCalls calls, @Nullable MappedMemory memory) {
        if (memory != null) {
            memory.unmap(calls);
        }
    }

    /** Makes the calling thread the owner. */
    public void enable() throws IOException {
        register("io_uring_register to enable the ring", REGISTER_ENABLE, MemorySegment.NULL, 0);
    }

    /** Changes what is registered. Before {@link #enable} any thread may, then the owner. */
    void register(String operation, int code, MemorySegment argument, int count) throws IOException {
        int result = calls.ringRegister(fd, code, argument, count);
        if (result < 0) {
            throw new SystemCallException(operation, result);
        }
    }

    public SubmissionQueue submissions() {
        return submissions;
    }

    public CompletionQueue completions() {
        return completions;
    }

    /** Whether {@link #submitAndWait} can gather. */
    public boolean canGather() {
        return (features & FEATURE_MIN_WAIT) != 0;
    }

    /**
     * Takes the next submission entry, which the caller writes at once; when there is none free, those before are handed over first.
     *
     * @return its index, or {@link #NO_ENTRY} when the kernel takes none now
     */
    public int nextEntry() {
        if (submissions.isFull()) {
            try {
                submit();
            } catch (IOException e) {
                return NO_ENTRY; // the next wait meets the same and reports it
            }
            if (submissions.isFull()) {
                return NO_ENTRY;
            }
        }
        return submissions.next();
    }

    /**
     * Hands the kernel what was queued, without looking for completions.
     *
     * @throws IOException when it takes nothing
     */
    public void submit() throws IOException {
        int pending = prepare();
        if (pending > 0) {
            // Held-back completions keep it from taking entries: it must be asked for them then.
            enter(pending, 0, submissions.hasOverflow() ? ENTER_GET_EVENTS : SUBMIT_ONLY, MemorySegment.NULL);
        }
    }

    /** Hands the kernel what was queued and lets it work out what has come meanwhile, without waiting. */
    public void submitAndCollect() throws IOException {
        RingWait.write(wait, 0, 0);
        enter(prepare(), 0, ENTER_GET_EVENTS | ENTER_EXTENDED_ARGUMENT, wait);
    }

    /**
     * Hands the kernel what was queued and waits for a completion.
     *
     * @param gatherNs how long to wait for {@code gatherCount} completions before one is enough; 0 when it cannot
     *     {@link #canGather}, or need not
     * @param timeoutNs how long to wait for one, {@link SystemCalls#FOREVER} for no limit
     */
    public void submitAndWait(int gatherCount, long gatherNs, long timeoutNs) throws IOException {
        RingWait.write(wait, gatherNs, timeoutNs);
        int minComplete = gatherNs > 0 ? gatherCount : 1;
        enter(prepare(), minComplete, ENTER_GET_EVENTS | ENTER_EXTENDED_ARGUMENT, wait);
    }

    private int prepare() {
        completions.release();
        submissions.publish();
        return submissions.pending();
    }

    private void enter(int pending, int minComplete, int flags, MemorySegment argument) throws IOException {
        int result = calls.ringEnter(fd, pending, minComplete, flags, argument);
        switch (-result) {
            // The end of the wait, or a moment without memory: what was not taken stays queued for the next time.
            case Errno.ETIME, Errno.EINTR, Errno.EAGAIN, Errno.EBUSY, Errno.ENOMEM -> {}
            default -> {
                if (result < 0) {
                    throw new SystemCallException("io_uring_enter", result);
                }
            }
        }
    }

    /** Closes it; requests still under way end some time later, so they are cancelled first. Its arena must be open. */
    public void close() {
        linux.close(fd);
        entries.unmap(calls);
        queues.unmap(calls);
    }
}
