package dev.patchbay.linux.abi;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** {@code bpf(2)} and the memory of its maps. Results below zero are negated errnos. Any thread; each call has memory of its own. */
@SuppressWarnings("restricted") // shared memory has to be given its size
public final class BpfCalls {

    private static final int PROT_READ_WRITE = 3;
    private static final int MAP_SHARED = 1;

    private BpfCalls() {}

    /** @throws IOException when native calls cannot be made here; the message says why */
    public static BpfCalls load() throws IOException {
        Kernel _ = Kernel.load(); // its reasons are those of this class
        return new BpfCalls();
    }

    /**
     * Makes the call.
     *
     * @param command see {@link BpfAttributes}
     * @param attributes of which the kernel may change some
     * @return the result, often a descriptor, which is close-on-exec
     */
    public int call(int command, MemorySegment attributes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Syscall.stateLayout());
            return (int) Syscall.call(
                    state, SyscallNumber.BPF, command, attributes.address(), attributes.byteSize(), 0, 0, 0);
        }
    }

    /**
     * Shares the memory of an array map.
     *
     * @param arena at whose end it is given back
     * @throws SystemCallException when it cannot be shared
     */
    public MemorySegment share(int fd, long lengthBytes, Arena arena) throws SystemCallException {
        MemorySegment state = arena.allocate(Syscall.stateLayout());
        long address = Syscall.call(state, SyscallNumber.MMAP, 0, lengthBytes, PROT_READ_WRITE, MAP_SHARED, fd, 0);
        if (address < 0) {
            throw new SystemCallException("mmap of a map", (int) address);
        }
        return MemorySegment.ofAddress(address)
                .reinterpret(
                        lengthBytes,
                        arena,
                        memory -> Syscall.callAndForget(SyscallNumber.MUNMAP, memory.address(), lengthBytes, 0));
    }

    public void close(int fd) {
        Syscall.callAndForget(SyscallNumber.CLOSE, fd, 0, 0);
    }
}
