package dev.patchbay.linux.abi;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The one downcall everything else goes through: the C library's {@code syscall} function, which takes a number and up to six
 * words. One function rather than one per call, because each further shape of function costs some 10 ms of start-up, and because
 * a C library older than the kernel lacks the newer calls.
 *
 * <p>It is never linked as a critical call: some calls wait, others run long under load, and a critical one holds up every
 * garbage collection of the process. Any thread.
 */
@SuppressWarnings("restricted") // native access is what this class is for
final class Syscall {

    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final long ERRNO = STATE.byteOffset(PathElement.groupElement("errno"));

    /** Variadic after the number, as C declares it. */
    private static final MethodHandle SYSCALL = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("syscall"),
                    FunctionDescriptor.of(
                            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
                    Linker.Option.firstVariadicArg(1),
                    Linker.Option.captureCallState("errno"));

    /** For calls whose errno nobody reads, from any thread. */
    private static final MemorySegment UNREAD_STATE = Arena.global().allocate(STATE);

    private Syscall() {}

    /** The memory in which {@link #call} keeps errno: one per thread that reads results. */
    static StructLayout stateLayout() {
        return STATE;
    }

    /**
     * Makes a system call. Addresses are passed as numbers: the caller keeps their memory alive until the call returns, which
     * every arena does that is closed by its owner.
     *
     * @param state of {@link #stateLayout}
     * @param number see {@link SyscallNumber}
     * @return the result, or the negated errno
     */
    static long call(MemorySegment state, long number, long a, long b, long c, long d, long e, long f) {
        long result;
        try {
            result = (long) SYSCALL.invokeExact(state, number, a, b, c, d, e, f);
        } catch (Throwable thrown) { // invokeExact declares it; a native function throws nothing
            throw unexpected(thrown);
        }
        return result >= 0 ? result : -state.get(ValueLayout.JAVA_INT, ERRNO);
    }

    /** Makes a system call whose outcome changes nothing; any thread, without memory of its own. */
    static void callAndForget(long number, long a, long b, long c) {
        long _ = call(UNREAD_STATE, number, a, b, c, 0, 0, 0);
    }

    private static RuntimeException unexpected(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException runtime ? runtime : new IllegalStateException(thrown);
    }
}
