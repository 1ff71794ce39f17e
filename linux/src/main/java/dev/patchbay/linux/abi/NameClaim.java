package dev.patchbay.linux.abi;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A name that one process at a time has in a network namespace: a unix socket bound to it in the abstract namespace ({@code unix(7)}),
 * which needs neither file nor privilege and ends with the process, however that ends.
 */
public final class NameClaim implements AutoCloseable {

    private static final int SOCK_DGRAM = 2;
    private static final int CLOEXEC = 0x80000;
    /** Family of 16 bits, then a zero, which makes the name abstract. */
    private static final int NAME_AT = 3;

    private static final int MAX_NAME_BYTES = 107;

    private final int fd;
    private boolean closed;

    private NameClaim(int fd) {
        this.fd = fd;
    }

    /**
     * Takes a name.
     *
     * @param name ASCII, at most {@value #MAX_NAME_BYTES} characters
     * @return empty when somebody has it
     * @throws IOException when native calls cannot be made, or with the errno name
     */
    public static Optional<NameClaim> of(String name) throws IOException {
        Kernel _ = Kernel.load(); // its reasons are those of this class
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length > MAX_NAME_BYTES) {
            throw new IllegalArgumentException("name of more than " + MAX_NAME_BYTES + " characters: " + name);
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Syscall.stateLayout());
            int fd = (int) Syscall.call(
                    state, SyscallNumber.SOCKET, SystemCalls.AF_UNIX, SOCK_DGRAM | CLOEXEC, 0, 0, 0, 0);
            if (fd < 0) {
                throw new SystemCallException("opening a unix socket", fd);
            }
            MemorySegment address = arena.allocate(NAME_AT + bytes.length, Short.BYTES);
            address.set(ValueLayout.JAVA_SHORT, 0, (short) SystemCalls.AF_UNIX);
            MemorySegment.copy(bytes, 0, address, ValueLayout.JAVA_BYTE, NAME_AT, bytes.length);
            int result =
                    (int) Syscall.call(state, SyscallNumber.BIND, fd, address.address(), address.byteSize(), 0, 0, 0);
            if (result >= 0) {
                return Optional.of(new NameClaim(fd));
            }
            Syscall.callAndForget(SyscallNumber.CLOSE, fd, 0, 0);
            if (result == -Errno.EADDRINUSE) {
                return Optional.empty();
            }
            throw new SystemCallException("taking the name " + name, result);
        }
    }

    /** Idempotent. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            Syscall.callAndForget(SyscallNumber.CLOSE, fd, 0, 0);
        }
    }
}
