package dev.patchbay.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** RFC 3550, section 6.4, and RFC 3611, section 4.7. */
class RtcpViewTest {

    private static final String SENDER_REPORT = """
            81c8000c 11111111 aaaabbbb ccccdddd 00000064 00000005 00000320
            22222222 1900000a 00010002 00000007 bbbbcccc 00018000
            """;
    private static final String RECEIVER_REPORT = "80c90001 33333333";

    private final RtcpView view = new RtcpView();

    private void wrap(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
        view.wrap(ByteBuffer.wrap(bytes), bytes.length);
    }

    @Test
    void shouldReadASenderReport() {
        wrap(SENDER_REPORT);
        assertThat(view.next()).isTrue();
        assertThat(view.packetType()).isEqualTo(RtcpView.SENDER_REPORT);
        assertThat(view.length()).isEqualTo(52);
        assertThat(view.senderSsrc()).isEqualTo(0x11111111);
        assertThat(view.ntpMiddle()).isEqualTo(0xbbbbcccc);
        assertThat(view.rtpTimestamp()).isEqualTo(100);
        assertThat(view.packetCount()).isEqualTo(5);
        assertThat(view.octetCount()).isEqualTo(800);
        assertThat(view.reportCount()).isEqualTo(1);
        assertThat(view.reportedSsrc(0)).isEqualTo(0x22222222);
        assertThat(view.fractionLost(0)).isEqualTo(25);
        assertThat(view.cumulativeLost(0)).isEqualTo(10);
        assertThat(view.highestSequence(0)).isEqualTo(0x10002);
        assertThat(view.jitter(0)).isEqualTo(7);
        assertThat(view.lastSr(0)).isEqualTo(0xbbbbcccc);
        assertThat(view.delaySinceLastSr(0)).isEqualTo(0x18000);
        assertThat(view.next()).isFalse();
        assertThat(view.isMalformed()).isFalse();
        assertThat(view.remaining()).isZero();
    }

    @Test
    void shouldReadANegativeLoss() {
        wrap("81c90007 11111111 22222222 00fffffd 00000000 00000000 00000000 00000000");
        assertThat(view.next()).isTrue();
        assertThat(view.cumulativeLost(0)).isEqualTo(-3);
    }

    @Test
    void shouldWalkACompound() {
        wrap(SENDER_REPORT + "81ca0002 11111111 01000000 81cd0002 11111111 22222222");
        assertThat(view.next()).isTrue();
        assertThat(view.next()).isTrue();
        assertThat(view.packetType()).isEqualTo(202);
        assertThat(view.reportCount()).isZero();
        assertThat(view.isFeedback()).isFalse();
        assertThat(view.next()).isTrue();
        assertThat(view.isFeedback()).isTrue();
        assertThat(view.offset()).isEqualTo(64);
        assertThat(view.next()).isFalse();
        assertThat(view.isMalformed()).isFalse();
    }

    @Test
    void shouldCountOnlyReportBlocksThatAreThere() {
        wrap("9fc90007 11111111 22222222 00000000 00000000 00000000 00000000 00000000");
        assertThat(view.next()).isTrue();
        assertThat(view.reportCount()).isEqualTo(1);
    }

    @Test
    void shouldStopAtAPacketThatClaimsMoreThanArrived() {
        wrap(RECEIVER_REPORT + "81cd0002 11111111");
        assertThat(view.next()).isTrue();
        assertThat(view.next()).isFalse();
        assertThat(view.isMalformed()).isFalse();
        assertThat(view.offset()).isEqualTo(8);
        assertThat(view.remaining()).isEqualTo(8);
    }

    @Test
    void shouldStopAtTrailingBytes() {
        wrap(RECEIVER_REPORT + "616263");
        assertThat(view.next()).isTrue();
        assertThat(view.next()).isFalse();
        assertThat(view.isMalformed()).isFalse();
        assertThat(view.remaining()).isEqualTo(3);
    }

    @Test
    void shouldCallAnotherVersionMalformed() {
        wrap(RECEIVER_REPORT + "40cd0001 61626364");
        assertThat(view.next()).isTrue();
        assertThat(view.next()).isFalse();
        assertThat(view.isMalformed()).isTrue();
        assertThat(view.next()).isFalse();
    }

    @Test
    void shouldCallAReportTooShortForItsTypeMalformed() {
        wrap("80c80001 11111111");
        assertThat(view.next()).isFalse();
        assertThat(view.isMalformed()).isTrue();
        wrap("80c90000 11111111");
        assertThat(view.next()).isFalse();
        assertThat(view.isMalformed()).isTrue();
    }

    @Test
    void shouldFindVoipMetricsAmongOtherBlocks() {
        wrap("""
                80cf000d 11111111
                04000002 00000000 00000000
                07000008 22222222 00000000 00000000 012c0000 00000000 00000000 00000000 00000000
                """);
        assertThat(view.next()).isTrue();
        assertThat(view.nextVoipMetrics()).isTrue();
        assertThat(view.voipMetricsSsrc()).isEqualTo(0x22222222);
        assertThat(view.voipRoundTripMs()).isEqualTo(300);
        assertThat(view.nextVoipMetrics()).isFalse();
    }

    @Test
    void shouldNotFindVoipMetricsThatAreCutOff() {
        wrap("80cf0009 11111111 07000008 22222222 00000000 00000000 012c0000 00000000 00000000 00000000");
        assertThat(view.next()).isTrue();
        assertThat(view.nextVoipMetrics()).isFalse();
        wrap(RECEIVER_REPORT);
        assertThat(view.next()).isTrue();
        assertThat(view.nextVoipMetrics()).isFalse();
    }
}
