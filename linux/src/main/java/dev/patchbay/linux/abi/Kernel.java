package dev.patchbay.linux.abi;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The real kernel. */
public final class Kernel implements Linux {

    /** What is added to an eventfd. */
    private static final MemorySegment ONE = Arena.global().allocateFrom(ValueLayout.JAVA_LONG, 1);

    private Kernel() {}

    /**
     * Prepares native calls.
     *
     * @throws IOException when this system is another, or native calls cannot be made; the message says why
     */
    public static Kernel load() throws IOException {
        return load(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    static Kernel load(String system, String machine) throws IOException {
        if (!system.equals("Linux")) {
            throw new IOException("the system is " + system);
        }
        if (!SyscallNumber.isKnownMachine(machine)) {
            throw new IOException("the machine is " + machine);
        }
        try (Arena arena = Arena.ofConfined()) {
            Kernel kernel = new Kernel();
            SystemCalls _ = kernel.calls(arena); // links the downcall
            return kernel;
        } catch (LinkageError | IllegalCallerException e) { // native access is denied
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException("native calls cannot be made (" + cause.getMessage() + ")", e);
        }
    }

    @Override
    public SystemCalls calls(Arena arena) {
        return new KernelCalls(arena);
    }

    @Override
    public void close(int fd) {
        Syscall.callAndForget(SyscallNumber.CLOSE, fd, 0, 0);
    }

    @Override
    public void signal(int eventFd) {
        Syscall.callAndForget(SyscallNumber.WRITE, eventFd, ONE.address(), Long.BYTES);
    }
}
