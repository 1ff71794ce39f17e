package dev.patchbay.linux.datagram;

import dev.patchbay.linux.abi.Errno;
import dev.patchbay.linux.abi.Linux;
import dev.patchbay.linux.abi.SocketAddress;
import dev.patchbay.linux.abi.SystemCallException;
import dev.patchbay.linux.abi.SystemCalls;
import dev.patchbay.net.IpFamily;
import dev.patchbay.net.TransportAddress;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.BindException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Binds the sockets of all tiers of system calls. That is two system calls (three for IPv6), as signalling binds tens of thousands a
 * second. Any thread.
 */
final class SocketBinder {

    private final Linux linux;
    private final SocketOptions options;
    private final AtomicInteger sockets = new AtomicInteger();

    SocketBinder(Linux linux, SocketOptions options) {
        this.linux = linux;
        this.options = options;
    }

    /** See {@link MediaSockets#bind}. */
    NativeSocket bind(TransportAddress local) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            SystemCalls calls = linux.calls(arena);
            int fd = calls.datagramSocket(SocketAddress.family(local.family()));
            if (fd < 0) {
                throw new SystemCallException("socket for " + local, fd);
            }
            boolean isDone = false;
            try {
                setOptions(calls, fd, local);
                TransportAddress bound = bind(calls, fd, local, arena.allocate(SocketAddress.SIZE, 8));
                isDone = true;
                return new NativeSocket(linux, fd, bound);
            } finally {
                if (!isDone) {
                    linux.close(fd);
                }
            }
        }
    }

    private void setOptions(SystemCalls calls, int fd, TransportAddress local) throws IOException {
        if (local.family() == IpFamily.IPV6) {
            int result = calls.setOption(fd, SystemCalls.IPPROTO_IPV6, SystemCalls.IPV6_V6ONLY, 1);
            if (result < 0) {
                throw new SystemCallException("IPV6_V6ONLY for " + local, result);
            }
        }
        if (options.receiveBufferBytes() > 0) {
            int result =
                    calls.setOption(fd, SystemCalls.SOL_SOCKET, SystemCalls.SO_RCVBUF, options.receiveBufferBytes());
            if (result < 0) {
                throw new SystemCallException("SO_RCVBUF for " + local, result);
            }
        }
        if (options.incomingCpus() > 0) {
            int cpu = Integer.remainderUnsigned(sockets.getAndIncrement(), options.incomingCpus());
            int _ = calls.setOption(fd, SystemCalls.SOL_SOCKET, SystemCalls.SO_INCOMING_CPU, cpu);
        }
    }

    private static TransportAddress bind(SystemCalls calls, int fd, TransportAddress local, MemorySegment place)
            throws IOException {
        int result = calls.bind(fd, place, SocketAddress.write(place, local));
        if (result == -Errno.EADDRINUSE) {
            throw new BindException(SystemCallException.text("bind " + local, result));
        }
        if (result == -Errno.EADDRNOTAVAIL) {
            throw new AddressNotLocalException(SystemCallException.text("bind " + local, result));
        }
        if (result < 0) {
            throw new SystemCallException("bind " + local, result);
        }
        if (local.port() != 0) {
            return local;
        }
        result = calls.getsockname(fd, place);
        if (result < 0) {
            throw new SystemCallException("getsockname " + local, result);
        }
        return SocketAddress.read(place);
    }
}
