package dev.patchbay.linux.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.net.TransportAddress;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketAddressTest {

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment place = arena.allocate(SocketAddress.SIZE, 8);

    @AfterEach
    void close() {
        arena.close();
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0", "127.0.0.1, 5060", "255.255.255.255, 65535", "192.0.2.200, 40000",
        "::, 0", "::1, 5060", "2001:db8:ffff:8000::8000:1, 65535", "::ffff:192.0.2.1, 1"
    })
    void shouldReadWhatItWrote(String ip, int port) {
        TransportAddress address = TransportAddress.of(ip, port);
        place.fill((byte) 0xff);
        int length = SocketAddress.write(place, address);
        assertThat(length).isEqualTo(SocketAddress.length(address.family()));
        assertThat(SocketAddress.read(place)).isEqualTo(address);
        assertThat(SocketAddress.port(place)).isEqualTo(port);
        assertThat(SocketAddress.hasIp(place, address.ip())).isTrue();
        assertThat(SocketAddress.hasIp(place, TransportAddress.of("192.0.2.77", 1).ip())).isFalse();
        assertThat(SocketAddress.hasIp(place, TransportAddress.of("2001:db8::77", 1).ip())).isFalse();
    }

    @Test
    void shouldWriteAsTheKernelReads() {
        place.fill((byte) 0xff);
        SocketAddress.write(place, TransportAddress.of("192.0.2.1", 0x1234));
        assertThat(place.asSlice(0, 8).toArray(ValueLayout.JAVA_BYTE))
                .containsExactly(2, 0, 0x12, 0x34, (byte) 192, 0, 2, 1);
        SocketAddress.write(place, TransportAddress.of("2001:db8::1", 0x1234));
        assertThat(place.toArray(ValueLayout.JAVA_BYTE))
                .containsExactly(
                        10, 0, 0x12, 0x34, 0, 0, 0, 0, 0x20, 0x01, 0x0d, (byte) 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1,
                        0, 0, 0, 0);
    }

    @Test
    void shouldTellAnIpv4AddressFromItsMappedForm() {
        SocketAddress.write(place, TransportAddress.of("192.0.2.1", 1));
        assertThat(SocketAddress.hasIp(place, TransportAddress.of("::ffff:192.0.2.1", 1).ip())).isFalse();
    }

    @Test
    void shouldBeNoAddressWhenCleared() {
        SocketAddress.write(place, TransportAddress.of("0.0.0.0", 5));
        SocketAddress.clear(place);
        assertThat(SocketAddress.port(place)).isZero();
        assertThat(SocketAddress.hasIp(place, TransportAddress.of("0.0.0.0", 0).ip())).isFalse();
        assertThatThrownBy(() -> SocketAddress.read(place)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldLimitUnixPaths() {
        MemorySegment unix = arena.allocate(SocketAddress.UNIX_SIZE);
        assertThat(SocketAddress.writeUnix(unix, "/dev/log")).isEqualTo(11);
        assertThat(unix.get(ValueLayout.JAVA_SHORT_UNALIGNED, 0)).isEqualTo((short) 1);
        assertThat(unix.getString(2)).isEqualTo("/dev/log");
        assertThat(SocketAddress.writeUnix(unix, "x".repeat(107))).isEqualTo(SocketAddress.UNIX_SIZE);
        assertThatThrownBy(() -> SocketAddress.writeUnix(unix, "x".repeat(108)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Path.of(unix.getString(2)).toString()).hasSize(107);
    }
}
