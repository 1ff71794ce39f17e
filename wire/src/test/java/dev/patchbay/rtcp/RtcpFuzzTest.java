package dev.patchbay.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Compounds of sound packets with a few bytes changed, cut at random. A read beyond the datagram throws. */
class RtcpFuzzTest {

    private static final int ROUNDS = 20_000;
    private static final long SEED = 20250322;
    private static final int[] TYPES = {200, 201, 202, 203, 204, 205, 206, 207};

    private final RtcpView view = new RtcpView();
    private final RtcpFeedbackFilter filter = new RtcpFeedbackFilter();

    private static ByteBuffer compound(SplittableRandom random) {
        ByteBuffer all = ByteBuffer.allocate(512);
        for (int packets = random.nextInt(1, 5); packets > 0; packets--) {
            int words = random.nextInt(20);
            all.put((byte) (0x80 | random.nextInt(32)));
            all.put((byte) TYPES[random.nextInt(TYPES.length)]).putShort((short) words);
            for (int i = 0; i < words; i++) {
                all.putInt(random.nextInt(3) == 0 ? 0x07000008 : random.nextInt());
            }
        }
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            all.put(random.nextInt(all.position()), (byte) random.nextInt());
        }
        byte[] cut = new byte[random.nextInt(all.position() + 1)];
        all.get(0, cut);
        return ByteBuffer.wrap(cut);
    }

    @Test
    void shouldKeepEveryAccessorInsideTheDatagram() {
        SplittableRandom random = new SplittableRandom(SEED);
        int reports = 0;
        int metrics = 0;
        for (int round = 0; round < ROUNDS; round++) {
            ByteBuffer buffer = compound(random);
            view.wrap(buffer, buffer.capacity() + random.nextInt(2));
            int before = 0;
            while (view.next()) {
                assertThat(view.offset()).isEqualTo(before);
                before += view.length();
                view.senderSsrc();
                if (view.packetType() == RtcpView.SENDER_REPORT) {
                    view.ntpMiddle();
                    view.octetCount();
                }
                for (int block = 0; block < view.reportCount(); block++) {
                    view.reportedSsrc(block);
                    view.delaySinceLastSr(block);
                    reports++;
                }
                while (view.nextVoipMetrics()) {
                    view.voipMetricsSsrc();
                    view.voipRoundTripMs();
                    metrics++;
                }
            }
            assertThat(before).isLessThanOrEqualTo(buffer.capacity());
        }
        assertThat(reports).isGreaterThan(1000);
        assertThat(metrics).isGreaterThan(100);
    }

    @Test
    void shouldLeaveNoFeedbackBehindAndCutNothingElse() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            ByteBuffer buffer = compound(random);
            int length = buffer.capacity();
            int feedback = 0;
            view.wrap(buffer, length);
            while (view.next()) {
                feedback += view.isFeedback() ? view.length() : 0;
            }
            boolean hadFeedback = feedback > 0;
            assertThat(filter.hasFeedback(buffer, length)).isEqualTo(hadFeedback);
            assertThat(filter.cut(buffer, length)).isEqualTo(length - feedback);
        }
    }
}
