package dev.patchbay.linux.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.linux.abi.FaultyLinux;
import dev.patchbay.linux.abi.SocketAddress;
import dev.patchbay.linux.abi.SystemCalls;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class NotifySocketTest {

    private static final int BUFFER_BYTES = 1000;

    private final FaultyLinux linux = new FaultyLinux();

    @TempDir
    private Path folder;

    @AfterEach
    void shouldHaveFreedEverything() {
        assertThat(linux.openDescriptors()).isEmpty();
        assertThat(linux.isAllMemoryFree()).isTrue();
    }

    @Test
    void shouldReachAServiceManagerAtAPath() throws IOException {
        String address = folder.resolve("notify").toString();

        assertThat(received(address, "READY=1")).isEqualTo("READY=1");
    }

    @Test
    void shouldReachAServiceManagerInTheAbstractNamespace() throws IOException {
        String address = "@patchbay-test-" + ProcessHandle.current().pid();

        assertThat(received(address, "STOPPING=1\nA=b")).isEqualTo("STOPPING=1\nA=b");
        // Named as others name it: a name that went on with a zero byte would be another one.
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment place = arena.allocate(SocketAddress.UNIX_SIZE);
            assertThat(SocketAddress.writeUnix(place, "@ab")).isEqualTo(5);
            assertThat(place.asSlice(2, 3).toArray(ValueLayout.JAVA_BYTE)).containsExactly(0, 'a', 'b');
        }
    }

    @Test
    void shouldSayThatNobodyListens() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> NotifySocket.send(linux, folder.resolve("nobody").toString(), "READY=1"))
                .withMessageContaining("ENOENT");
    }

    /** What a service manager gets that listens at the address. */
    private String received(String address, String state) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            SystemCalls calls = linux.calls(arena);
            int fd = calls.datagramSocket(SystemCalls.AF_UNIX);
            MemorySegment own = arena.allocate(SocketAddress.UNIX_SIZE);
            assertThat(calls.bind(fd, own, SocketAddress.writeUnix(own, address))).isZero();
            NotifySocket.send(linux, address, state);
            MemorySegment buffer = arena.allocate(BUFFER_BYTES);
            int length = calls.read(fd, buffer, BUFFER_BYTES);
            linux.close(fd);
            assertThat(length).isPositive();
            return new String(buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
        }
    }
}
