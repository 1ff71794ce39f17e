package dev.patchbay.phone.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.patchbay.codec.G711;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.rtcp.RtcpView;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.jspecify.annotations.Nullable;

/** Two sides that report to each other, with clocks that the test moves. */
class RtcpReportsTest {

    private static final long MS = 1_000_000;
    private static final MediaPlan PLAN = new MediaPlan(
            TransportAddress.of("192.0.2.1", 5000), Optional.empty(), G711.PCMA, 8, OptionalInt.empty(), OptionalInt.empty(), true);

    private static final class Side {
        private final ReceivedStream incoming = new ReceivedStream();
        private final RtpSender sender;
        private final RtcpReports reports;

        private Side(int ssrc) {
            sender = new RtpSender(ssrc, 0, 0, 1000, -13);
            reports = new RtcpReports(sender, incoming, "phone-1", new Random(ssrc));
        }
    }

    private final Side left = new Side(1);
    private final Side right = new Side(2);
    private @Nullable ByteBuffer compound;

    private void keep(ByteBuffer packet) {
        ByteBuffer copy = ByteBuffer.allocate(packet.remaining());
        copy.put(packet).flip();
        compound = copy;
    }

    @Test
    void shouldReportWhenItIsTimeAndNotBefore() {
        assertThat(left.reports.nextDueNs()).isEqualTo(Long.MAX_VALUE);
        left.reports.start(0);
        long dueNs = left.reports.nextDueNs();
        assertThat(dueNs).isBetween(1250 * MS, 3750 * MS);
        left.reports.step(dueNs - 1, 0, this::keep);
        assertThat(left.reports.sent()).isZero();
        left.reports.step(dueNs, 0, this::keep);
        assertThat(left.reports.sent()).isEqualTo(1);
        assertThat(left.reports.nextDueNs() - dueNs).isBetween(2500 * MS, 7500 * MS);
    }

    @Test
    void shouldMeasureTheRoundTripAndHearOfLoss() {
        left.sender.use(PLAN, 0);
        left.sender.step(0, _ -> {});
        for (int i : new int[] {0, 1, 3}) {
            right.incoming.accept(1, i, 160 * i, true, 160L * i);
        }
        long epochMs = 1_700_000_000_123L;
        left.reports.end(0, epochMs, this::keep);
        deliver(right, 30, epochMs);
        assertThat(right.reports.received()).isEqualTo(1);
        right.reports.end(80 * MS, epochMs + 80, this::keep);
        deliver(left, 100, epochMs);
        assertThat(left.reports.roundTripMs().orElseThrow()).as("100 ms less 50 on the other side").isCloseTo(50, within(0.1));
        assertThat(left.reports.farLost()).hasValue(1);
        assertThat(right.reports.roundTripMs()).as("was told of nothing it sent").isEmpty();
    }

    private void deliver(Side to, long afterMs, long epochMs) {
        ByteBuffer packet = compound;
        assertThat(packet).isNotNull();
        to.reports.accept(packet, packet.limit(), afterMs * MS, epochMs + afterMs);
    }

    @Test
    void shouldEndWithByeAndWellFormedPackets() {
        left.incoming.accept(7, 1, 0, true, 0);
        left.reports.end(0, 0, this::keep);
        RtcpView view = new RtcpView();
        ByteBuffer packet = compound;
        assertThat(packet).isNotNull();
        view.wrap(packet, packet.limit());
        int[] types = new int[3];
        for (int i = 0; i < types.length; i++) {
            assertThat(view.next()).isTrue();
            types[i] = view.packetType();
            assertThat(view.senderSsrc()).isEqualTo(1);
        }
        assertThat(types).containsExactly(200, 202, 203);
        assertThat(view.next()).isFalse();
        assertThat(view.isMalformed()).isFalse();
        assertThat(view.remaining()).isZero();
    }

    @Test
    void shouldNotCountWhatIsNoRtcp() {
        left.reports.accept(ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}), 8, 0, 0);
        assertThat(left.reports.received()).isZero();
    }
}
