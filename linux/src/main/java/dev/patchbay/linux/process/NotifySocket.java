package dev.patchbay.linux.process;

import dev.patchbay.linux.abi.Kernel;
import dev.patchbay.linux.abi.Linux;
import dev.patchbay.linux.abi.SocketAddress;
import dev.patchbay.linux.abi.SystemCallException;
import dev.patchbay.linux.abi.SystemCalls;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/** The socket by which systemd and others hear from the services they started (sd_notify(3)). */
public final class NotifySocket {

    private NotifySocket() {}

    /**
     * Sends one message. Never waits.
     *
     * @param address as in the environment variable {@code NOTIFY_SOCKET}: a path, or {@code @NAME} in the abstract namespace
     * @param state lines {@code NAME=VALUE}, such as {@code READY=1}
     * @throws IOException when there are no native calls here, or with the errno name when nobody listens there
     * @throws IllegalArgumentException when the address is too long for a socket
     */
    public static void send(String address, String state) throws IOException {
        send(Kernel.load(), address, state);
    }

    static void send(Linux linux, String address, String state) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment target = arena.allocate(SocketAddress.UNIX_SIZE);
            int length = SocketAddress.writeUnix(target, address);
            SystemCalls calls = linux.calls(arena);
            int fd = calls.datagramSocket(SystemCalls.AF_UNIX);
            if (fd < 0) {
                throw new SystemCallException("socket for " + address, fd);
            }
            try {
                byte[] message = state.getBytes(StandardCharsets.UTF_8);
                MemorySegment bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, message);
                int result = calls.sendto(fd, bytes, message.length, target, length);
                if (result < 0) {
                    throw new SystemCallException("message to " + address, result);
                }
            } finally {
                linux.close(fd);
            }
        }
    }
}
