package dev.patchbay.plane;

import static dev.patchbay.plane.TestCall.payloads;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.plan.ComponentKind;
import dev.patchbay.plan.ComponentStatus.Cell;
import dev.patchbay.plan.DropReason;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is neither RTP nor RTCP goes through byte by byte, as with rtpengine 10.5: ZRTP, keepalives, UDPTL, junk. */
class UntouchedTest {

    private final PlaneFixture plane = new PlaneFixture();
    private final TestCall call = new TestCall(plane, "c1");

    @AfterEach
    void close() {
        plane.close();
        assertThat(plane.failedCalls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "0d0a",
                "80000001000000a000001234", // RTP without payload
                "80000001000000a0000012", // RTP header cut short
                "100000015a52545012121212", // ZRTP
                "000100002112a442616161616161616161616161", // STUN
                "16feff0000000000000000000401", // DTLS
                "8f000001000000a000001234", // more CSRCs than bytes
                "9000000100000000000012340000ffff", // extension beyond the end
                "68656c6c6f" // text
            })
    void shouldPassOnAnRtpComponent(String hex) {
        call.signal();
        byte[] bytes = call.send(call.aPhone, call.a, HexFormat.of().parseHex(hex));
        assertThat(payloads(call.bPhone)).containsExactly(bytes);
        assertThat(call.a.get(Cell.PACKETS)).isEqualTo(1);
        assertThat(call.a.get(Cell.BYTES)).isEqualTo(bytes.length);
        assertThat(call.a.get(Cell.ERRORS)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "68656c6c6f", "80000001000000a000001234", "80c90001", "80c9000900000001", "80c900010000123478797a"})
    void shouldPassOnAnRtcpComponent(String hex) {
        call.signal();
        byte[] bytes = call.send(call.aPhoneRtcp, call.aRtcp, HexFormat.of().parseHex(hex));
        assertThat(payloads(call.bPhoneRtcp)).containsExactly(bytes);
        assertThat(call.aRtcp.get(Cell.ERRORS)).isZero();
    }

    @Test
    void shouldPassEverythingOnAnOpaqueComponent() {
        call.a.kind = ComponentKind.OPAQUE;
        call.a.clockRate(0, 8000);
        call.signal();
        byte[] udptl = call.send(call.aPhone, call.a, "\0\1\2abc".getBytes(StandardCharsets.ISO_8859_1));
        byte[] malformedRtcp = call.send(call.aPhone, call.a, Packets.rtcp(200, 0, 1));
        byte[] rtp = call.send(call.aPhone, call.a, Packets.rtp(96, 1, 160, 7));
        assertThat(payloads(call.bPhone)).containsExactly(udptl, malformedRtcp, rtp);
        assertThat(call.a.get(Cell.ERRORS)).isZero();
        assertThat(call.a.get(Cell.SSRC)).isEqualTo(-1);
    }

    @Test
    void shouldNoteSsrcAndPayloadType() {
        call.signal();
        assertThat(call.a.get(Cell.PAYLOAD_TYPE)).isEqualTo(-1);
        call.send(call.aPhone, call.a, Packets.rtp(8, 1, 160, 0xfedcba98));
        assertThat(call.a.get(Cell.SSRC)).isEqualTo(0xfedcba98L);
        assertThat(call.a.get(Cell.PAYLOAD_TYPE)).isEqualTo(8);
        assertThat(call.a.get(Cell.LAST_PACKET_NS)).isPositive();
        call.send(call.aPhoneRtcp, call.aRtcp, Packets.receiverReport(0x87654321, 1, 0, 0, 0, 0, 0));
        assertThat(call.aRtcp.get(Cell.SSRC)).isEqualTo(0x87654321L);
    }

    @Test
    void shouldRelayButCountAnUnsignalledPayloadType() {
        call.a.clockRate(0, 8000).clockRate(101, 8000);
        call.signal();
        call.send(call.aPhone, call.a, Packets.rtp(0, 1, 160, 7));
        call.send(call.aPhone, call.a, Packets.rtp(101, 2, 320, 7));
        assertThat(call.a.get(Cell.ERRORS)).isZero();
        call.send(call.aPhone, call.a, Packets.rtp(96, 3, 480, 7));
        assertThat(call.a.get(Cell.ERRORS)).isEqualTo(1);
        assertThat(call.bPhone.take()).hasSize(3);
    }

    @Test
    void shouldDropWhatIsLongerThanTheBuffer() {
        call.signal();
        call.send(call.aPhone, call.a, new byte[5000]);
        assertThat(call.bPhone.take()).isEmpty();
        assertThat(call.a.status.drops(DropReason.TRUNCATED)).isEqualTo(1);
        assertThat(call.a.get(Cell.ERRORS)).isEqualTo(1);
    }
}
