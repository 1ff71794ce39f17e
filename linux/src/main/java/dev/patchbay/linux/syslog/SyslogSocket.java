package dev.patchbay.linux.syslog;

import dev.patchbay.linux.abi.Descriptor;
import dev.patchbay.linux.abi.Kernel;
import dev.patchbay.linux.abi.Linux;
import dev.patchbay.linux.abi.SocketAddress;
import dev.patchbay.linux.abi.SystemCallException;
import dev.patchbay.linux.abi.SystemCalls;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends log messages to the host's syslog daemon. It never waits: without a daemon, or when the daemon does not keep up, the
 * message is lost and counted. Each message names the daemon's path anew, so a daemon that is started later or restarted is
 * found. Any thread.
 */
public final class SyslogSocket implements AutoCloseable {

    /** Where the daemon of most hosts listens. */
    public static final Path DEV_LOG = Path.of("/dev/log");

    private final Linux linux;
    private final Descriptor descriptor;
    private final String path;
    private final SyslogFormat format;
    private final AtomicLong failures = new AtomicLong();

    private SyslogSocket(Linux linux, int fd, String path, SyslogFormat format) {
        this.linux = linux;
        this.descriptor = new Descriptor(linux, fd);
        this.path = path;
        this.format = format;
    }

    /**
     * Opens the sending side; whether anybody listens does not matter yet.
     *
     * @throws IOException when there are no native calls here or no descriptors left
     * @throws IllegalArgumentException when the path has more than 107 bytes
     */
    public static SyslogSocket open(Path path, SyslogFormat format) throws IOException {
        return open(Kernel.load(), path, format);
    }

    static SyslogSocket open(Linux linux, Path path, SyslogFormat format) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            int _ = SocketAddress.writeUnix(arena.allocate(SocketAddress.UNIX_SIZE), path.toString());
            int fd = linux.calls(arena).datagramSocket(SystemCalls.AF_UNIX);
            if (fd < 0) {
                throw new SystemCallException("socket for " + path, fd);
            }
            return new SyslogSocket(linux, fd, path.toString(), format);
        }
    }

    /** Sends a message, or counts that it could not. */
    public void write(SyslogSeverity severity, Instant at, String text) {
        if (!descriptor.acquire()) {
            failures.incrementAndGet();
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            byte[] message = format.format(severity, at, text);
            MemorySegment bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, message);
            MemorySegment address = arena.allocate(SocketAddress.UNIX_SIZE);
            int length = SocketAddress.writeUnix(address, path);
            int result = linux.calls(arena).sendto(descriptor.fd(), bytes, message.length, address, length);
            if (result < 0) {
                failures.incrementAndGet();
            }
        } finally {
            descriptor.release();
        }
    }

    /** Messages that were lost since it was opened. */
    public long failures() {
        return failures.get();
    }

    /** Idempotent. */
    @Override
    public void close() {
        descriptor.close();
    }
}
