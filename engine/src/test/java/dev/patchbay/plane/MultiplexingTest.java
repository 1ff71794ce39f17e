package dev.patchbay.plane;

import static dev.patchbay.plane.TestCall.endpoint;
import static dev.patchbay.plane.TestCall.payloads;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.plan.ComponentStatus.Cell;
import dev.patchbay.plan.DropReason;
import dev.patchbay.plan.Sink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RTP and RTCP on one port (RFC 5761), on one side or on both. A multiplexes. */
class MultiplexingTest {

    private static final byte[] REPORT = Packets.receiverReport(1, 2, 0, 0, 0, 0, 0);

    private final PlaneFixture plane = new PlaneFixture();
    private final TestCall call = new TestCall(plane, "c1");

    @BeforeEach
    void multiplexOnA() {
        call.a.sinks.set(0, new Sink(2, 3, false));
        call.bRtcp.sinks.set(0, new Sink(0, -1, false));
        call.signal();
    }

    @AfterEach
    void close() {
        plane.close();
        assertThat(plane.failedCalls).isEmpty();
    }

    @Test
    void shouldPartRtcpFromRtp() {
        call.send(call.aPhone, call.a, REPORT);
        assertThat(payloads(call.bPhoneRtcp)).containsExactly(REPORT);
        byte[] rtp = call.sendRtp(call.aPhone, call.a, 1);
        assertThat(payloads(call.bPhone)).containsExactly(rtp);
        assertThat(payloads(call.bPhoneRtcp)).isEmpty();
    }

    @Test
    void shouldSendTheFarSidesRtcpToTheRtpAddress() {
        call.send(call.bPhoneRtcp, call.bRtcp, REPORT);
        assertThat(call.aPhone.take()).singleElement().satisfies(packet -> {
            assertThat(packet.bytes()).isEqualTo(REPORT);
            assertThat(packet.source()).isEqualTo(call.a.local());
        });
    }

    @Test
    void shouldCountMultiplexedRtcpWhereItArrives() {
        call.send(call.aPhone, call.a, REPORT);
        assertThat(call.a.get(Cell.PACKETS)).isEqualTo(1);
        assertThat(call.aRtcp.get(Cell.PACKETS)).isZero();
    }

    @Test
    void shouldNotLearnFromMultiplexedRtcp() {
        call.send(plane.peer(), call.a, REPORT);
        assertThat(endpoint(call.a)).isEqualTo(call.aPhone.address());
    }

    @Test
    void shouldKeepRtcpOnTheRtpPortWhenBothSidesMultiplex() {
        call.a.sinks.set(0, new Sink(2, 2, false));
        call.signal();
        call.send(call.aPhone, call.a, REPORT);
        assertThat(payloads(call.bPhone)).containsExactly(REPORT);
    }

    @Test
    void shouldTakePayloadTypes64To95WithoutMarkerForRtp() {
        byte[] rtp = call.send(call.aPhone, call.a, Packets.rtp(77, 1, 160, 9));
        assertThat(payloads(call.bPhone)).containsExactly(rtp);
    }

    @Test
    void shouldRefuseMalformedRtcp() {
        call.send(call.aPhone, call.a, Packets.join(REPORT, new byte[] {0x40, (byte) 0xc9, 0, 1, 0, 0, 0, 0}));
        assertThat(call.bPhoneRtcp.take()).isEmpty();
        assertThat(call.a.status.drops(DropReason.MALFORMED_RTCP)).isEqualTo(1);
        assertThat(call.a.get(Cell.ERRORS)).isEqualTo(1);
    }

    @Test
    void shouldLeaveWhatLooksLikeRtcpAloneOnAPlainRtpPort() {
        byte[] odd = call.send(call.bPhone, call.b, Packets.rtcp(200, 0, 1));
        assertThat(payloads(call.aPhone)).containsExactly(odd);
        assertThat(call.b.get(Cell.ERRORS)).isZero();
    }
}
