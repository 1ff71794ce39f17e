package dev.patchbay.linux.abi;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A socket of {@code netlink(7)}, family route. For one thread at a time; whoever opened it closes it. */
public final class NetlinkCalls implements AutoCloseable {

    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW = 3;
    private static final int NONBLOCK = 0x800;
    private static final int CLOEXEC = 0x80000;
    private static final int NETLINK_ROUTE = 0;
    /** {@code struct sockaddr_nl}: family, padding, port, groups. */
    private static final int ADDRESS_BYTES = 12;

    private static final int ADDRESS_GROUPS = 8;
    /** Larger than any message of the kernel. */
    private static final int BUFFER_BYTES = 1 << 16;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment state = arena.allocate(Syscall.stateLayout());
    private final MemorySegment buffer = arena.allocate(BUFFER_BYTES, Long.BYTES);
    private final int fd;
    private boolean closed;

    private NetlinkCalls(int groups) throws SystemCallException {
        int result = (int) Syscall.call(
                state, SyscallNumber.SOCKET, AF_NETLINK, SOCK_RAW | NONBLOCK | CLOEXEC, NETLINK_ROUTE, 0, 0, 0);
        if (result < 0) {
            arena.close();
            throw new SystemCallException("opening a netlink socket", result);
        }
        fd = result;
        MemorySegment address = arena.allocate(ADDRESS_BYTES, Integer.BYTES);
        address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_NETLINK);
        address.set(ValueLayout.JAVA_INT, ADDRESS_GROUPS, groups);
        result = (int) Syscall.call(state, SyscallNumber.BIND, fd, address.address(), ADDRESS_BYTES, 0, 0, 0);
        if (result < 0) {
            close();
            throw new SystemCallException("subscribing to netlink", result);
        }
    }

    /**
     * Opens a socket.
     *
     * @param groups of notifications to receive, a bit each; 0 for none
     * @throws IOException when it cannot be had; the message says why
     */
    public static NetlinkCalls open(int groups) throws IOException {
        Kernel _ = Kernel.load(); // its reasons are those of this class
        return new NetlinkCalls(groups);
    }

    /** Sends what remains of a message to the kernel, which has answered when this returns. @return a negated errno on failure */
    public int send(ByteBuffer message) {
        MemorySegment bytes = MemorySegment.ofBuffer(message);
        buffer.copyFrom(bytes);
        return (int) Syscall.call(state, SyscallNumber.WRITE, fd, buffer.address(), bytes.byteSize(), 0, 0, 0);
    }

    /**
     * Reads what waits, one datagram of some messages; valid until the next call of this object.
     *
     * @return empty when nothing waits
     * @throws SystemCallException also when notifications were lost (ENOBUFS): then ask for everything anew
     */
    public ByteBuffer receive() throws SystemCallException {
        int result =
                (int) Syscall.call(state, SyscallNumber.READ, fd, buffer.address(), BUFFER_BYTES, 0, 0, 0);
        if (result < 0 && result != -Errno.EAGAIN) {
            throw new SystemCallException("reading netlink", result);
        }
        return buffer.asSlice(0, Math.max(0, result)).asByteBuffer().order(ByteOrder.nativeOrder());
    }

    /** Idempotent. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            Syscall.callAndForget(SyscallNumber.CLOSE, fd, 0, 0);
            arena.close();
        }
    }
}
