package dev.patchbay.phone.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.patchbay.codec.Codec;
import dev.patchbay.codec.G711;
import dev.patchbay.dsp.Tone;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.rtp.RtpView;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What the sender sends by a clock that the test moves. */
class RtpSenderTest {

    private static final long MS = 1_000_000;
    private static final TransportAddress TARGET = TransportAddress.of("192.0.2.1", 5000);
    private static final int SSRC = 0xdeadbeef;

    private final RtpSender sender = new RtpSender(SSRC, 65534, -160, 1000, -13);
    private final List<byte[]> sent = new ArrayList<>();
    private long nowNs = 17 * MS;

    private static MediaPlan plan(Codec codec, boolean isSending) {
        return new MediaPlan(
                TARGET, Optional.empty(), codec, codec.staticPayloadType(), OptionalInt.of(101), OptionalInt.of(96), isSending);
    }

    /** Moves the clock to what the sender asks for, so many times. */
    private void run(int steps) {
        for (int i = 0; i < steps; i++) {
            nowNs = Math.max(nowNs, sender.nextDueNs());
            step();
        }
    }

    private void step() {
        sender.step(nowNs, packet -> {
            byte[] copy = new byte[packet.remaining()];
            packet.get(copy);
            sent.add(copy);
        });
    }

    private RtpView packet(int index) {
        RtpView view = new RtpView();
        assertThat(view.wrap(ByteBuffer.wrap(sent.get(index)), sent.get(index).length)).isTrue();
        return view;
    }

    @Test
    void shouldSendAPacketEvery20Milliseconds() {
        assertThat(sender.nextDueNs()).isEqualTo(Long.MAX_VALUE);
        sender.use(plan(G711.PCMA, true), nowNs);
        run(250);
        assertThat(nowNs).isEqualTo(17 * MS + 249 * 20 * MS);
        assertThat(sender.packetCount()).isEqualTo(250).isEqualTo(sent.size());
        assertThat(sender.octetCount()).isEqualTo(250 * 160);
        for (int i = 0; i < 250; i++) {
            RtpView packet = packet(i);
            assertThat(packet.sequenceNumber()).isEqualTo((65534 + i) & 0xffff);
            assertThat(packet.rtpTimestamp()).isEqualTo(-160 + 160 * i);
            assertThat(packet.ssrc()).isEqualTo(SSRC);
            assertThat(packet.payloadType()).isEqualTo(8);
            assertThat(packet.payloadLength()).isEqualTo(160);
            assertThat(packet.hasMarker()).isEqualTo(i == 0);
        }
        assertThat(sender.rtpTimestamp(sender.nextDueNs() + 10 * MS)).isEqualTo(-160 + 160 * 250 + 80);
    }

    @Test
    void shouldSendAToneThatGoesOn() {
        sender.use(plan(G711.PCMU, true), nowNs);
        run(50);
        AudioReceiver receiver = new AudioReceiver(new ReceivedStream());
        for (byte[] packet : sent) {
            receiver.accept(ByteBuffer.wrap(packet), packet.length, nowNs);
        }
        Tone heard = receiver.tone().orElseThrow();
        assertThat(heard.frequencyHz()).isCloseTo(1000, within(0.1));
        assertThat(heard.levelDbm0()).isCloseTo(-13, within(0.2));
    }

    @Test
    void shouldCatchUpAfterAShortStall() {
        sender.use(plan(G711.PCMA, true), nowNs);
        run(1);
        nowNs += 100 * MS;
        step();
        assertThat(sent).hasSize(6);
        assertThat(packet(5).rtpTimestamp()).isEqualTo(-160 + 5 * 160);
        assertThat(sender.nextDueNs()).isEqualTo(nowNs + 20 * MS);
    }

    @Test
    void shouldLeaveOutWhatIsTooOldAfterALongStall() {
        sender.use(plan(G711.PCMA, true), nowNs);
        run(1);
        nowNs += 10_000 * MS;
        step();
        assertThat(sent).hasSize(1 + RtpSender.MAX_BURST);
        int last = sent.size() - 1;
        assertThat(packet(last).sequenceNumber()).as("no gap in numbers").isEqualTo((65534 + last) & 0xffff);
        assertThat(packet(last).rtpTimestamp()).as("a gap in time").isEqualTo(-160 + 500 * 160);
    }

    @Test
    void shouldPauseAndGoOnWithAMarker() {
        sender.use(plan(G711.PCMA, true), nowNs);
        run(10);
        sender.use(plan(G711.PCMA, false), nowNs);
        run(50);
        assertThat(sent).hasSize(10);
        sender.use(plan(G711.PCMA, true), nowNs);
        run(1);
        assertThat(packet(10).hasMarker()).isTrue();
        assertThat(packet(10).sequenceNumber()).isEqualTo((65534 + 10) & 0xffff);
        assertThat(packet(10).rtpTimestamp()).as("time went on").isEqualTo(-160 + 60 * 160);
    }

    @Test
    void shouldPressKeysAsTheRfcSays() {
        sender.use(plan(G711.PCMA, true), nowNs);
        run(1);
        sender.press("1#");
        run(30);
        List<RtpView> events = new ArrayList<>();
        List<Integer> durations = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            if (packet(i).payloadType() == 101) {
                events.add(packet(i));
                durations.add(ByteBuffer.wrap(sent.get(i)).getShort(14) & 0xffff);
            }
        }
        assertThat(events).hasSize(16);
        assertThat(durations.subList(0, 8)).containsExactly(160, 320, 480, 640, 800, 800, 800, 800);
        assertThat(events.subList(0, 8)).allMatch(event -> event.rtpTimestamp() == events.getFirst().rtpTimestamp());
        assertThat(events.stream().filter(RtpView::hasMarker)).hasSize(2);

        ReceivedStream stream = new ReceivedStream();
        AudioReceiver receiver = new AudioReceiver(stream);
        receiver.use(new MediaPlan(
                TARGET, Optional.empty(), G711.PCMA, 8, OptionalInt.empty(), OptionalInt.of(101), true));
        sent.forEach(packet -> receiver.accept(ByteBuffer.wrap(packet), packet.length, nowNs));
        assertThat(receiver.digits()).isEqualTo("1#");
        assertThat(stream.received()).isEqualTo(sent.size());
        assertThat(stream.expected()).isEqualTo(sent.size());
    }

    @Test
    void shouldNotPressKeysThatNobodyTakes() {
        MediaPlan plan = plan(G711.PCMA, true);
        sender.use(
                new MediaPlan(plan.rtp(), plan.rtcp(), plan.codec(), 8, OptionalInt.empty(), OptionalInt.empty(), true), nowNs);
        sender.press("1");
        run(20);
        assertThat(sent).allMatch(packet -> (packet[1] & 0x7f) == 8);
    }
}
