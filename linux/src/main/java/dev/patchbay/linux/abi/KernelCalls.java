package dev.patchbay.linux.abi;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** {@link SystemCalls} by {@link Syscall}. Allocates nothing once made. */
final class KernelCalls implements SystemCalls {

    private static final int SOCK_DGRAM = 2;
    private static final int NONBLOCK = 0x800;
    private static final int CLOEXEC = 0x80000;
    private static final int EPOLL_CTL_ADD = 1;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int PROT_READ = 1;
    private static final int PROT_WRITE = 2;
    private static final int MAP_SHARED = 1;
    private static final int MAP_PRIVATE = 2;
    private static final int MAP_ANONYMOUS = 0x20;
    private static final int MAP_POPULATE = 0x8000;
    private static final int NO_DESCRIPTOR = -1;
    private static final int NO_SIGNAL_MASK = 0;
    private static final int SIGNAL_MASK_BYTES = 8;
    private static final int NO_TIMEOUT = 0;
    private static final long NS_PER_SECOND = 1_000_000_000;
    private static final long NS_PER_MS = 1_000_000;

    private final MemorySegment state;
    private final MemorySegment intValue;
    private final MemorySegment intLength;
    /** {@code struct timespec}: seconds and nanoseconds. */
    private final MemorySegment timespec;
    /** Before Linux 5.11 epoll waits in milliseconds only; some containers forbid the newer call too. */
    private boolean waitsInNs;

    KernelCalls(Arena arena) {
        this(arena, true);
    }

    /** @param waitsInNs whether epoll_pwait2 may be tried */
    KernelCalls(Arena arena, boolean waitsInNs) {
        this.waitsInNs = waitsInNs;
        // One piece of memory: these are made for each socket that is bound.
        long stateBytes = Math.ceilDiv(Syscall.stateLayout().byteSize(), Long.BYTES) * Long.BYTES;
        MemorySegment memory = arena.allocate(stateBytes + 4 * Long.BYTES, Long.BYTES);
        this.state = memory.asSlice(0, Syscall.stateLayout());
        this.intValue = memory.asSlice(stateBytes, JAVA_INT);
        this.intLength = memory.asSlice(stateBytes + Long.BYTES, JAVA_INT);
        this.timespec = memory.asSlice(stateBytes + 2 * Long.BYTES, 2 * Long.BYTES, Long.BYTES);
    }

    @Override
    public int datagramSocket(int family) {
        return call(SyscallNumber.SOCKET, family, SOCK_DGRAM | NONBLOCK | CLOEXEC, 0, 0, 0, 0);
    }

    @Override
    public int bind(int fd, MemorySegment address, int lengthBytes) {
        return call(SyscallNumber.BIND, fd, address.address(), lengthBytes, 0, 0, 0);
    }

    @Override
    public int getsockname(int fd, MemorySegment address) {
        intLength.set(JAVA_INT, 0, SocketAddress.SIZE);
        return call(SyscallNumber.GETSOCKNAME, fd, address.address(), intLength.address(), 0, 0, 0);
    }

    @Override
    public int setOption(int fd, int level, int name, int value) {
        intValue.set(JAVA_INT, 0, value);
        return call(SyscallNumber.SETSOCKOPT, fd, level, name, intValue.address(), Integer.BYTES, 0);
    }

    @Override
    public int getOption(int fd, int level, int name) {
        intLength.set(JAVA_INT, 0, Integer.BYTES);
        int result = call(SyscallNumber.GETSOCKOPT, fd, level, name, intValue.address(), intLength.address(), 0);
        return result < 0 ? result : intValue.get(JAVA_INT, 0);
    }

    @Override
    public int epollCreate() {
        return call(SyscallNumber.EPOLL_CREATE1, CLOEXEC, 0, 0, 0, 0, 0);
    }

    @Override
    public int epollAdd(int epollFd, int fd, MemorySegment event) {
        return call(SyscallNumber.EPOLL_CTL, epollFd, EPOLL_CTL_ADD, fd, event.address(), 0, 0);
    }

    @Override
    public int epollWait(int epollFd, MemorySegment events, int maxEvents, long timeoutNs) {
        if (timeoutNs > 0 && waitsInNs) {
            timespec.set(JAVA_LONG, 0, timeoutNs / NS_PER_SECOND);
            timespec.set(JAVA_LONG, Long.BYTES, timeoutNs % NS_PER_SECOND);
            int result = call(
                    SyscallNumber.EPOLL_PWAIT2,
                    epollFd,
                    events.address(),
                    maxEvents,
                    timespec.address(),
                    NO_SIGNAL_MASK,
                    SIGNAL_MASK_BYTES);
            if (result != -Errno.ENOSYS && result != -Errno.EPERM) {
                return result;
            }
            waitsInNs = false;
        }
        long timeoutMs = timeoutNs < 0 ? FOREVER : Math.min(Integer.MAX_VALUE, Math.ceilDiv(timeoutNs, NS_PER_MS));
        return call(
                SyscallNumber.EPOLL_PWAIT,
                epollFd,
                events.address(),
                maxEvents,
                timeoutMs,
                NO_SIGNAL_MASK,
                SIGNAL_MASK_BYTES);
    }

    @Override
    public int eventfd() {
        return call(SyscallNumber.EVENTFD2, 0, NONBLOCK | CLOEXEC, 0, 0, 0, 0);
    }

    @Override
    public int recvmmsg(int fd, MemorySegment headers, int count) {
        return call(SyscallNumber.RECVMMSG, fd, headers.address(), count, MSG_DONTWAIT, NO_TIMEOUT, 0);
    }

    @Override
    public int sendmmsg(int fd, MemorySegment headers, int count) {
        return call(SyscallNumber.SENDMMSG, fd, headers.address(), count, MSG_DONTWAIT | MSG_NOSIGNAL, 0, 0);
    }

    @Override
    public int sendto(int fd, MemorySegment bytes, int lengthBytes, MemorySegment address, int addressLengthBytes) {
        return call(
                SyscallNumber.SENDTO,
                fd,
                bytes.address(),
                lengthBytes,
                MSG_DONTWAIT | MSG_NOSIGNAL,
                address.address(),
                addressLengthBytes);
    }

    @Override
    public int read(int fd, MemorySegment bytes, int maxBytes) {
        return call(SyscallNumber.READ, fd, bytes.address(), maxBytes, 0, 0, 0);
    }

    @Override
    public int write(int fd, MemorySegment bytes, int lengthBytes) {
        return call(SyscallNumber.WRITE, fd, bytes.address(), lengthBytes, 0, 0, 0);
    }

    @Override
    public int ringSetup(int entries, MemorySegment parameters) {
        return call(SyscallNumber.IO_URING_SETUP, entries, parameters.address(), 0, 0, 0, 0);
    }

    @Override
    public int ringRegister(int ringFd, int operation, MemorySegment argument, int count) {
        return call(SyscallNumber.IO_URING_REGISTER, ringFd, operation, argument.address(), count, 0, 0);
    }

    @Override
    public int ringEnter(int ringFd, int toSubmit, int minComplete, int flags, MemorySegment waitArgument) {
        return call(
                SyscallNumber.IO_URING_ENTER,
                ringFd,
                toSubmit,
                minComplete,
                flags,
                waitArgument.address(),
                RingWait.SIZE);
    }

    @Override
    public long mapRing(int ringFd, long lengthBytes, long offset) {
        return map(lengthBytes, MAP_SHARED | MAP_POPULATE, ringFd, offset);
    }

    @Override
    public long mapMemory(long lengthBytes) {
        return map(lengthBytes, MAP_PRIVATE | MAP_ANONYMOUS, NO_DESCRIPTOR, 0);
    }

    private long map(long lengthBytes, int flags, int fd, long offset) {
        return Syscall.call(state, SyscallNumber.MMAP, 0, lengthBytes, PROT_READ | PROT_WRITE, flags, fd, offset);
    }

    @Override
    public int unmap(long address, long lengthBytes) {
        return call(SyscallNumber.MUNMAP, address, lengthBytes, 0, 0, 0, 0);
    }

    private int call(long number, long a, long b, long c, long d, long e, long f) {
        return (int) Syscall.call(state, number, a, b, c, d, e, f);
    }
}
