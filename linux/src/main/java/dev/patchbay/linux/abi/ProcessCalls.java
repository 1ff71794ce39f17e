package dev.patchbay.linux.abi;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;

/** System calls about the process and its threads, made a few times at start. Any thread. */
public final class ProcessCalls {

    /** RLIM_INFINITY. */
    public static final long INFINITY = -1;

    private static final int RLIMIT_NOFILE = 7;
    private static final int CPU_SET_BYTES = 128;
    private static final int THIS_PROCESS = 0;
    private static final int CALLING_THREAD = 0;
    private static final int PRIO_PROCESS = 0;

    /** The system call answers 20 less the niceness, so that no answer is negative. */
    private static final int NICENESS_OFFSET = 20;

    private ProcessCalls() {}

    /** The two values of a {@code struct rlimit}; unsigned, {@link #INFINITY} for none. */
    public record Limit(long soft, long hard) {}

    /** @throws IOException when native calls cannot be made here; the message says why */
    public static ProcessCalls load() throws IOException {
        Kernel _ = Kernel.load(); // its reasons are those of this class
        return new ProcessCalls();
    }

    public Limit openFileLimit() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment limit = arena.allocate(JAVA_LONG, 2);
            prlimit("reading RLIMIT_NOFILE", arena, MemorySegment.NULL, limit);
            return new Limit(limit.get(JAVA_LONG, 0), limit.get(JAVA_LONG, Long.BYTES));
        }
    }

    public void setOpenFileLimit(Limit values) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment limit = arena.allocateFrom(JAVA_LONG, values.soft(), values.hard());
            prlimit("setting RLIMIT_NOFILE to " + values.soft(), arena, limit, MemorySegment.NULL);
        }
    }

    private static void prlimit(String operation, Arena arena, MemorySegment newLimit, MemorySegment oldLimit)
            throws IOException {
        MemorySegment state = arena.allocate(Syscall.stateLayout());
        check(operation, Syscall.call(
                state, SyscallNumber.PRLIMIT64, THIS_PROCESS, RLIMIT_NOFILE, newLimit.address(), oldLimit.address(), 0, 0));
    }

    /** The CPUs the calling thread may run on. */
    public BitSet affinity() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment set = arena.allocate(CPU_SET_BYTES, Long.BYTES);
            affinity("sched_getaffinity", SyscallNumber.SCHED_GETAFFINITY, arena, set);
            return BitSet.valueOf(set.toArray(JAVA_LONG));
        }
    }

    /** @param cpus of which at least one must exist */
    public void setAffinity(BitSet cpus) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment set = arena.allocate(CPU_SET_BYTES, Long.BYTES);
            byte[] bits = cpus.toByteArray();
            MemorySegment.copy(bits, 0, set, JAVA_BYTE, 0, Math.min(bits.length, CPU_SET_BYTES));
            affinity("sched_setaffinity to " + cpus, SyscallNumber.SCHED_SETAFFINITY, arena, set);
        }
    }

    /** @param threadId the kernel's number of a thread of this process */
    public int niceness(int threadId) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Syscall.stateLayout());
            long result = Syscall.call(state, SyscallNumber.GETPRIORITY, PRIO_PROCESS, threadId, 0, 0, 0, 0);
            check("getpriority of thread " + threadId, result);
            return NICENESS_OFFSET - (int) result;
        }
    }

    /**
     * More needs no privilege.
     *
     * @param threadId the kernel's number of a thread of this process
     * @param niceness -20 to 19, the more the less processor time beside others
     */
    public void setNiceness(int threadId, int niceness) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Syscall.stateLayout());
            check("setpriority of thread " + threadId,
                    Syscall.call(state, SyscallNumber.SETPRIORITY, PRIO_PROCESS, threadId, niceness, 0, 0, 0));
        }
    }

    private static void affinity(String operation, long number, Arena arena, MemorySegment set) throws IOException {
        MemorySegment state = arena.allocate(Syscall.stateLayout());
        check(operation, Syscall.call(state, number, CALLING_THREAD, CPU_SET_BYTES, set.address(), 0, 0, 0));
    }

    private static void check(String operation, long result) throws IOException {
        if (result < 0) {
            throw new SystemCallException(operation, (int) result);
        }
    }
}
