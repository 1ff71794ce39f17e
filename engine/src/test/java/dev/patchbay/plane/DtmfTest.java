package dev.patchbay.plane;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 4733: an event is reported once, when it ends; its packets are relayed in any case. */
class DtmfTest {

    private static final int PT = 101;

    private final PlaneFixture plane = new PlaneFixture();
    private final TestCall call = new TestCall(plane, "c1");
    private int sequenceNumber;

    @BeforeEach
    void signalEvents() {
        call.a.telephoneEvents.add(PT);
        call.a.clockRate(0, 8000).clockRate(PT, 8000);
        call.signal();
    }

    @AfterEach
    void close() {
        plane.close();
        assertThat(plane.failedCalls).isEmpty();
    }

    private void packet(int payloadType, int rtpTimestamp, int event, boolean end, int duration) {
        call.send(
                call.aPhone,
                call.a,
                Packets.telephoneEvent(payloadType, sequenceNumber++, rtpTimestamp, 9, event, end, duration));
    }

    private void digit(int rtpTimestamp, int event) {
        packet(PT, rtpTimestamp, event, false, 160);
        packet(PT, rtpTimestamp, event, false, 480);
        for (int i = 0; i < 3; i++) {
            packet(PT, rtpTimestamp, event, true, 800);
        }
    }

    @Test
    void shouldReportAnEventOnceWhenItEnds() {
        digit(8000, 5);
        assertThat(plane.dtmf)
                .containsExactly(new DtmfEvent("c1", call.a.status, call.aPhone.address(), 5, 100, 10));
        assertThat(call.bPhone.take()).as("all packets are relayed").hasSize(5);
    }

    @Test
    void shouldReportTheSameDigitAgainWhenPressedAgain() {
        digit(8000, 5);
        digit(16000, 5);
        digit(24000, 11);
        assertThat(plane.dtmf).extracting(DtmfEvent::event).containsExactly(5, 5, 11);
    }

    @Test
    void shouldNotReportAnEndThatComesLate() {
        digit(8000, 1);
        digit(16000, 2);
        packet(PT, 8000, 1, true, 800);
        assertThat(plane.dtmf).extracting(DtmfEvent::event).containsExactly(1, 2);
    }

    @Test
    void shouldReportWhenOnlyTheLastRepetitionArrives() {
        packet(PT, 8000, 7, true, 1600);
        assertThat(plane.dtmf).singleElement().satisfies(e -> assertThat(e.durationMs()).isEqualTo(200));
    }

    @Test
    void shouldMeasureTheDurationByTheSignalledClock() {
        call.a.clockRate(PT, 48000);
        call.signal();
        packet(PT, 8000, 7, true, 4800);
        assertThat(plane.dtmf).singleElement().satisfies(e -> assertThat(e.durationMs()).isEqualTo(100));
    }

    @Test
    void shouldIgnoreOtherPayloadTypesAndShortPayloads() {
        packet(0, 8000, 7, true, 800);
        call.send(call.aPhone, call.a, Packets.rtp(PT, false, 9, 8000, 9, new byte[] {1, (byte) 0x80, 0}));
        assertThat(plane.dtmf).isEmpty();
    }

    @Test
    void shouldNameTheRealSource() {
        plane.run(3 * PlaneFixture.SECOND);
        call.sendRtp(call.aPhone, call.a, 1);
        var stranger = plane.peer();
        call.send(stranger, call.a, Packets.telephoneEvent(PT, 2, 99, 8, 3, true, 800));
        assertThat(plane.dtmf).singleElement().satisfies(e -> assertThat(e.source()).isEqualTo(stranger.address()));
    }

    @Test
    void shouldBoundAFloodOfEnds() {
        for (int i = 0; i < 500; i++) {
            packet(PT, i * 200_000, 1, true, 800);
        }
        assertThat(plane.dtmf).hasSizeBetween(20, 21);
    }
}
