package dev.patchbay.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** RFC 4733, section 2.3. */
class TelephoneEventViewTest {

    private final RtpView packet = new RtpView();
    private final TelephoneEventView event = new TelephoneEventView();

    private boolean wrap(String payload) {
        ByteBuffer buffer = ByteBuffer.wrap(HexFormat.of().parseHex("8065000100000002" + "00000003" + payload));
        assertThat(packet.wrap(buffer, buffer.capacity())).isTrue();
        return event.wrap(buffer, packet);
    }

    @Test
    void shouldReadAllFields() {
        assertThat(wrap("0b8a0320")).isTrue();
        assertThat(event.event()).isEqualTo(11);
        assertThat(event.isEnd()).isTrue();
        assertThat(event.volumeDbm0()).isEqualTo(10);
        assertThat(event.duration()).isEqualTo(800);
    }

    @Test
    void shouldReadTheLargestValuesAndIgnoreTheReservedBit() {
        assertThat(wrap("ff7fffff")).isTrue();
        assertThat(event.event()).isEqualTo(255);
        assertThat(event.isEnd()).isFalse();
        assertThat(event.volumeDbm0()).isEqualTo(63);
        assertThat(event.duration()).isEqualTo(65535);
    }

    @Test
    void shouldRefuseAShortPayload() {
        assertThat(wrap("0b8a03")).isFalse();
    }
}
