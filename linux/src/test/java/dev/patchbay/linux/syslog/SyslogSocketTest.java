package dev.patchbay.linux.syslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.linux.abi.Errno;
import dev.patchbay.linux.abi.FaultyLinux;
import dev.patchbay.linux.abi.SocketAddress;
import dev.patchbay.linux.abi.SystemCalls;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class SyslogSocketTest {

    private static final Instant AT = Instant.parse("2026-11-05T09:05:07Z");
    private static final SyslogFormat FORMAT = new SyslogFormat(SyslogFacility.DAEMON, "t", 1, ZoneOffset.UTC);

    /** A syslog daemon that can be asked what it got. */
    private static final class Daemon implements AutoCloseable {
        private final Arena arena = Arena.ofConfined();
        private final SystemCalls calls;
        private final FaultyLinux linux;
        private final Path path;
        private final int fd;
        private final MemorySegment buffer = arena.allocate(10_000);

        Daemon(FaultyLinux linux, Path path) {
            this.linux = linux;
            this.path = path;
            this.calls = linux.calls(arena);
            this.fd = calls.datagramSocket(SystemCalls.AF_UNIX);
            MemorySegment address = arena.allocate(SocketAddress.UNIX_SIZE);
            assertThat(calls.bind(fd, address, SocketAddress.writeUnix(address, path.toString()))).isZero();
        }

        /** The next message, or the errno. */
        String next() {
            int length = calls.read(fd, buffer, 10_000);
            return length < 0
                    ? Errno.name(-length)
                    : new String(buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
        }

        @Override
        public void close() throws IOException {
            linux.close(fd);
            arena.close();
            Files.delete(path);
        }
    }

    private final FaultyLinux linux = new FaultyLinux();

    @TempDir
    private Path folder;

    @AfterEach
    void shouldHaveFreedEverything() {
        assertThat(linux.openDescriptors()).isEmpty();
        assertThat(linux.isAllMemoryFree()).isTrue();
    }

    @Test
    void shouldReachTheDaemon() throws IOException {
        Path path = folder.resolve("log");
        try (Daemon daemon = new Daemon(linux, path);
                SyslogSocket syslog = SyslogSocket.open(linux, path, FORMAT)) {
            syslog.write(SyslogSeverity.WARNING, AT, "no RTP");
            syslog.write(SyslogSeverity.INFO, AT, "\u00fc");
            assertThat(daemon.next()).isEqualTo("<28>Nov  5 09:05:07 t[1]: no RTP");
            assertThat(daemon.next()).isEqualTo("<30>Nov  5 09:05:07 t[1]: \u00fc");
            assertThat(daemon.next()).isEqualTo("EAGAIN");
            assertThat(syslog.failures()).isZero();
        }
    }

    @Test
    void shouldFindADaemonThatComesAndGoes() throws IOException {
        Path path = folder.resolve("log");
        try (SyslogSocket syslog = SyslogSocket.open(linux, path, FORMAT)) {
            syslog.write(SyslogSeverity.INFO, AT, "nobody there");
            assertThat(syslog.failures()).isEqualTo(1);
            for (int i = 0; i < 3; i++) {
                try (Daemon daemon = new Daemon(linux, path)) {
                    syslog.write(SyslogSeverity.INFO, AT, "life " + i);
                    assertThat(daemon.next()).endsWith("life " + i);
                }
                syslog.write(SyslogSeverity.INFO, AT, "nobody there");
                assertThat(syslog.failures()).isEqualTo(2 + i);
            }
        }
    }

    @Test
    void shouldNotWaitForADaemonThatDoesNotRead() throws IOException {
        Path path = folder.resolve("log");
        try (Daemon daemon = new Daemon(linux, path);
                SyslogSocket syslog = SyslogSocket.open(linux, path, FORMAT)) {
            int written = 3000;
            for (int i = 0; i < written; i++) {
                syslog.write(SyslogSeverity.INFO, AT, "n" + i);
            }
            assertThat(syslog.failures()).isPositive();
            int arrived = 0;
            while (daemon.next().endsWith("n" + arrived)) {
                arrived++;
            }
            assertThat(arrived).isEqualTo(written - syslog.failures());
        }
    }

    @Test
    void shouldCountWhatIsWrittenWhenClosed() throws IOException {
        SyslogSocket syslog = SyslogSocket.open(linux, folder.resolve("log"), FORMAT);
        syslog.close();
        syslog.close();
        syslog.write(SyslogSeverity.INFO, AT, "late");
        assertThat(syslog.failures()).isEqualTo(1);
    }

    @Test
    void shouldSayThatNoDescriptorIsLeft() {
        linux.fail("datagramSocket", Errno.EMFILE);
        assertThatThrownBy(() -> SyslogSocket.open(linux, Path.of("/dev/log"), FORMAT))
                .isInstanceOf(IOException.class)
                .hasMessage("socket for /dev/log: EMFILE");
    }

    @Test
    void shouldRefuseAPathThatIsTooLong() {
        assertThatThrownBy(() -> SyslogSocket.open(linux, Path.of("/" + "x".repeat(107)), FORMAT))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
