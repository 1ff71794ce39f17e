package dev.patchbay.plane;

import static dev.patchbay.plane.PlaneFixture.EPOCH_MS;
import static dev.patchbay.plane.PlaneFixture.MS;
import static dev.patchbay.plane.PlaneFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.plan.Sink;
import dev.patchbay.quality.SsrcReport;
import dev.patchbay.quality.SsrcTable;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What query shows below SSRC: from the reports that pass through. */
class RtcpQualityTest {

    private static final int A = 0xaaaa0001;
    private static final int B = 0xbbbb0002;
    private static final long A_UNSIGNED = 0xaaaa0001L;

    private final PlaneFixture plane = new PlaneFixture();
    private final TestCall call = new TestCall(plane, "c1");

    @BeforeEach
    void talk() {
        call.a.clockRate(0, 8000);
        call.b.clockRate(0, 8000);
        call.signal();
        call.send(call.aPhone, call.a, Packets.rtp(0, 1, 160, A));
        call.send(call.bPhone, call.b, Packets.rtp(0, 1, 160, B));
    }

    @AfterEach
    void close() {
        plane.close();
        assertThat(plane.failedCalls).isEmpty();
    }

    private List<SsrcReport> reports() {
        var answer = plane.workers.ssrcReports("c1");
        plane.turn();
        return answer.join();
    }

    private SsrcReport report() {
        return reports().stream().filter(r -> r.ssrc() == A_UNSIGNED).findFirst().orElseThrow();
    }

    /** B's report about A, {@code holdMs} after A's sender report passed, of which B says it held it that long less {@code legMs}. */
    private void reportAboutA(long holdMs, long legMs, int fraction, int lost, int jitterTicks) {
        long ntp = plane.network.nowNs();
        call.send(call.aPhoneRtcp, call.aRtcp, Packets.senderReport(A, ntp));
        plane.run((holdMs - 1) * MS);
        int delay = (int) ((holdMs - legMs) * 65536 / 1000);
        call.send(call.bPhoneRtcp, call.bRtcp, Packets.receiverReport(B, A, fraction, lost, jitterTicks, (int) (ntp >>> 16), delay));
    }

    @Test
    void shouldListSourcesInOrderAndEmptyWithoutReports() {
        assertThat(reports()).extracting(SsrcReport::ssrc).containsExactly(A_UNSIGNED, 0xbbbb0002L);
        assertThat(report().average()).isNull();
        assertThat(report().lowest()).isNull();
        assertThat(report().progression()).isEmpty();
    }

    @Test
    void shouldSumScoresOfAllStreams() {
        reportAboutA(540, 40, 26, 7, 160);
        assertThat(plane.workers.totals().scores()).isEqualTo(new MediaTotals.Scores(1, 34, 34 * 34));
    }

    @Test
    void shouldMeasureRoundTripJitterAndLoss() {
        reportAboutA(540, 40, 26, 7, 160);
        SsrcReport.Sample sample = report().lowest();
        assertThat(sample.roundTripLegUs()).isBetween(39_000L, 42_000L);
        assertThat(sample.roundTripUs()).isEqualTo(sample.roundTripLegUs());
        assertThat(sample.jitterMs()).isEqualTo(20);
        assertThat(sample.lossPercent()).isEqualTo(10);
        assertThat(sample.mosTenths()).isEqualTo(34);
        assertThat(sample.reportedAtEpochS()).isEqualTo((EPOCH_MS + plane.network.nowNs() / MS) / 1000);
        assertThat(sample.samples()).isEqualTo(1);
        assertThat(report().cumulativeLoss()).isEqualTo(7);
        assertThat(report().highest()).isEqualTo(sample);
        assertThat(report().progression()).containsExactly(sample);
        assertThat(report().average().samples()).isEqualTo(1);
        assertThat(report().average().reportedAtEpochS()).isZero();
    }

    @Test
    void shouldAddTheOtherLegsRoundTrip() {
        long ntp = plane.network.nowNs();
        call.send(call.bPhoneRtcp, call.bRtcp, Packets.senderReport(B, ntp));
        plane.run(30 * MS);
        call.send(call.aPhoneRtcp, call.aRtcp, Packets.receiverReport(A, B, 0, 0, 0, (int) (ntp >>> 16), 0));
        reportAboutA(540, 40, 0, 0, 0);
        SsrcReport.Sample sample = report().lowest();
        assertThat(sample.roundTripUs() - sample.roundTripLegUs()).isBetween(29_000L, 33_000L);
    }

    @Test
    void shouldPreferTheRoundTripOfAnExtendedReport() {
        call.send(call.bPhoneRtcp, call.bRtcp,
                Packets.rtcp(207, 0, B, 0x07000008, A, 0, 0, 300 << 16, 0, 0, 0, 0));
        reportAboutA(540, 40, 0, 0, 0);
        assertThat(report().lowest().roundTripUs()).isEqualTo(300_000);
        assertThat(report().lowest().roundTripLegUs()).isBetween(39_000L, 42_000L);
    }

    @Test
    void shouldDiscardImpossibleRoundTrips() {
        reportAboutA(100, -5000, 0, 3, 0);
        assertThat(report().average()).as("held longer than it was away").isNull();
        reportAboutA(10_900, 10_500, 0, 4, 0);
        assertThat(report().average()).as("more than ten seconds").isNull();
        call.send(call.bPhoneRtcp, call.bRtcp, Packets.receiverReport(B, A, 0, 5, 0, 0x12345678, 0));
        assertThat(report().average()).as("of a sender report nobody saw").isNull();
        assertThat(report().cumulativeLoss()).isEqualTo(5);
    }

    @Test
    void shouldRememberTenSenderReports() {
        long first = plane.network.nowNs();
        call.send(call.aPhoneRtcp, call.aRtcp, Packets.senderReport(A, first));
        for (int i = 0; i < 9; i++) {
            call.send(call.aPhoneRtcp, call.aRtcp, Packets.senderReport(A, plane.network.nowNs()));
        }
        call.send(call.bPhoneRtcp, call.bRtcp, Packets.receiverReport(B, A, 0, 0, 0, (int) (first >>> 16), 0));
        assertThat(report().average()).isNotNull();
        plane.run(2 * SECOND);
        call.send(call.aPhoneRtcp, call.aRtcp, Packets.senderReport(A, plane.network.nowNs()));
        call.send(call.bPhoneRtcp, call.bRtcp, Packets.receiverReport(B, A, 0, 0, 0, (int) (first >>> 16), 0));
        assertThat(report().lowest().roundTripLegUs()).as("the eleventh pushed the first out").isLessThan(SECOND / 1000);
    }

    @Test
    void shouldTakeOneSampleASecondPerSource() {
        for (int i = 0; i < 10; i++) {
            reportAboutA(100, 10, 0, i, 0);
        }
        assertThat(report().average().samples()).isEqualTo(1);
        plane.run(SECOND);
        reportAboutA(100, 10, 0, 11, 0);
        assertThat(report().average().samples()).isEqualTo(2);
    }

    @Test
    void shouldKeepLowestHighestAndAverage() {
        int[] losses = {0, 64, 26};
        for (int fraction : losses) {
            reportAboutA(1100, 50, fraction, 0, 0);
        }
        assertThat(report().highest().lossPercent()).isZero();
        assertThat(report().lowest().lossPercent()).isEqualTo(25);
        assertThat(report().average().lossPercent()).isEqualTo((0 + 25 + 10) / 3);
        assertThat(report().average().samples()).isEqualTo(3);
        assertThat(report().progression()).extracting(SsrcReport.Sample::lossPercent).containsExactly(0, 25, 10);
    }

    @Test
    void shouldNotMakeEntriesForSourcesThatOnlyReportsName() {
        for (int i = 0; i < 100; i++) {
            call.send(call.bPhoneRtcp, call.bRtcp, Packets.receiverReport(B, i, 1, 1, 1, 0, 0));
        }
        assertThat(reports()).hasSize(2);
    }

    @Test
    void shouldBoundTheTableAndKeepThoseThatAreActive() {
        for (int i = 0; i < 200; i++) {
            call.send(call.aPhone, call.a, Packets.rtp(0, i, 160, 0x5000 + i));
            call.send(call.bPhone, call.b, Packets.rtp(0, i, 160, B));
        }
        assertThat(reports()).hasSize(SsrcTable.MAX_SOURCES);
        assertThat(reports()).extracting(SsrcReport::ssrc).contains(0xbbbb0002L, 0x5000L + 199).doesNotContain(A_UNSIGNED);
    }

    @Test
    void shouldStartOverWhenAnEntryIsUsedAnew() {
        reportAboutA(540, 40, 26, 7, 160);
        for (int i = 0; i < SsrcTable.MAX_SOURCES; i++) {
            call.send(call.aPhone, call.a, Packets.rtp(0, i, 160, 0x5000 + i));
        }
        assertThat(reports()).allSatisfy(r -> {
            assertThat(r.average()).isNull();
            assertThat(r.cumulativeLoss()).isZero();
        });
    }

    @Test
    void shouldReadReportsThatComeMultiplexed() {
        call.a.sinks.set(0, new Sink(2, 3, false));
        call.signal();
        long ntp = plane.network.nowNs();
        call.send(call.aPhone, call.a, Packets.senderReport(A, ntp));
        plane.run(30 * MS);
        call.send(call.bPhoneRtcp, call.bRtcp, Packets.receiverReport(B, A, 0, 0, 0, (int) (ntp >>> 16), 0));
        assertThat(report().average()).isNotNull();
    }

    @Test
    void shouldBelieveNothingOfACompoundThatIsMalformed() {
        byte[] good = Packets.receiverReport(B, A, 0, 9, 0, 0, 0);
        call.send(call.bPhoneRtcp, call.bRtcp, Packets.join(good, new byte[] {0x40, (byte) 0xc9, 0, 1, 0, 0, 0, 0}));
        assertThat(report().cumulativeLoss()).isZero();
    }
}
