package dev.patchbay.plane;

import static dev.patchbay.plane.KernelPlane.PAYLOAD_TYPE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.plan.ComponentStatus.Cell;
import dev.patchbay.quality.SsrcReport;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same call with and without the kernel: the same figures and the same scores. */
@Timeout(60)
class OffloadQualityTest {

    private static final int SSRC_A = 1;
    private static final int SSRC_B = 2;
    private static final int ROUNDS = 200;
    private static final long START_NS = 1_000_000_000L;
    private static final long ROUND_TRIP_NS = 40_000_000L;

    /** What can be compared: not times. */
    private record Outcome(Map<Cell, Long> a, Map<Cell, Long> b, List<String> sources, MediaTotals.Scores scores, long all) {}

    @Test
    void shouldGiveTheStatisticsOfACallThatNeverWasInTheKernel() throws Exception {
        Outcome inKernel = run(true);
        Outcome inUserSpace = run(false);
        assertThat(inKernel).isEqualTo(inUserSpace);
        assertThat(inKernel.scores().samples()).as("scores were taken").isEqualTo(2);
    }

    private static Outcome run(boolean withKernel) throws Exception {
        // Time is the test's, so that round trips do not depend on the machine.
        AtomicLong clock = new AtomicLong(START_NS);
        try (KernelPlane plane = new KernelPlane(withKernel, clock::get)) {
            plane.settle();
            for (int i = 1; i <= ROUNDS; i++) {
                plane.sendToA(KernelPlane.rtp(PAYLOAD_TYPE, i, SSRC_A));
                KernelPlane.receive(plane.phoneB);
                plane.sendToB(KernelPlane.rtp(PAYLOAD_TYPE, i, SSRC_B));
                KernelPlane.receive(plane.phoneA);
                if (i == ROUNDS / 2) {
                    exchangeReports(plane, clock);
                }
            }
            List<String> sources = new ArrayList<>();
            for (SsrcReport report : plane.workers.ssrcReports(KernelPlane.CALL).get(10, TimeUnit.SECONDS)) {
                SsrcReport.Sample average = report.average();
                sources.add(report.ssrc() + " lost " + report.cumulativeLoss() + ", MOS " + average.mosTenths() + ", jitter "
                        + average.jitterMs() + ", loss " + average.lossPercent());
            }
            assertThat(plane.a.get(Cell.KERNEL_PACKETS) > 0).isEqualTo(withKernel);
            MediaTotals totals = plane.workers.totals();
            return new Outcome(
                    cells(plane.a), cells(plane.b), sources, totals.scores(), totals.packets() + totals.kernelPackets());
        }
    }

    private static void exchangeReports(KernelPlane plane, AtomicLong clock) throws Exception {
        plane.sendToA(KernelPlane.senderReport(SSRC_A, 0x00010002));
        KernelPlane.receive(plane.phoneB);
        plane.sendToB(KernelPlane.senderReport(SSRC_B, 0x00030004));
        KernelPlane.receive(plane.phoneA);
        clock.addAndGet(ROUND_TRIP_NS);
        plane.sendToB(KernelPlane.receiverReport(SSRC_B, SSRC_A, 26, 20, 160, 0x00010002));
        KernelPlane.receive(plane.phoneA);
        plane.sendToA(KernelPlane.receiverReport(SSRC_A, SSRC_B, 5, 3, 80, 0x00030004));
        KernelPlane.receive(plane.phoneB);
    }

    private static Map<Cell, Long> cells(ComponentDraft draft) {
        Map<Cell, Long> cells = new EnumMap<>(Cell.class);
        for (Cell cell : Cell.values()) {
            switch (cell) {
                case KERNEL_PACKETS, KERNEL_BYTES, LAST_PACKET_NS, LAST_SENT_NS -> {}
                case PACKETS, BYTES, ERRORS, PACKETS_SENT, BYTES_SENT, SSRC, PAYLOAD_TYPE -> cells.put(cell, draft.get(cell));
            }
        }
        return cells;
    }
}
