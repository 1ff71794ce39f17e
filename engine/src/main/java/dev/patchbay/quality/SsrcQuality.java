package dev.patchbay.quality;

import dev.patchbay.rtcp.RtcpView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What receivers report about one RTP source of a call (RFC 3550, section 6.4). Owner: MediaWorker.
 *
 * <p>Round trip: a sender report passes through the relay to the receivers; the time it passed is kept, and a later report names it
 * (LSR) with the time the receiver held it (DLSR). The rest is the way from the relay to the receiver and back, one leg of the
 * call.
 */
public final class SsrcQuality {

    /** Sender reports whose passing is remembered. */
    private static final int MAX_SENDER_REPORTS = 10;
    /** A longer round trip is nonsense. */
    private static final long MAX_ROUND_TRIP_US = 10_000_000;
    /** Samples of one source are at least so far apart. */
    private static final long SAMPLE_INTERVAL_NS = 1_000_000_000L;

    private static final long US_PER_S = 1_000_000;

    private int ssrc;
    private int clockRateHz;
    /** The last packet or report of this source, for the choice of whom to forget. */
    private long lastActiveNs;

    private int @Nullable [] senderReportNtp;
    private long @Nullable [] senderReportNs;
    private int senderReports;

    private long legUs;
    private long reportedRoundTripUs;
    private int cumulativeLoss;
    private boolean sampled;
    private long lastSampleNs;
    private @Nullable SampleHistory history;

    SsrcQuality(int ssrc) {
        this.ssrc = ssrc;
    }

    /** Forgets everything and starts over for another source. */
    void reset(int newSsrc) {
        ssrc = newSsrc;
        clockRateHz = 0;
        lastActiveNs = 0;
        senderReports = 0;
        legUs = 0;
        reportedRoundTripUs = 0;
        cumulativeLoss = 0;
        sampled = false;
        if (history != null) {
            history.clear();
        }
    }

    public int ssrc() {
        return ssrc;
    }

    long lastActiveNs() {
        return lastActiveNs;
    }

    public void active(long nowNs) {
        lastActiveNs = nowNs;
    }

    /** @param hz of the payload type the source sends; 0 when it is unknown, which changes nothing */
    public void setClockRateHz(int hz) {
        if (hz > 0) {
            clockRateHz = hz;
        }
    }

    /** A sender report of this source passes. */
    public void onSenderReport(int ntpMiddle, long nowNs) {
        lastActiveNs = nowNs;
        if (senderReportNtp == null || senderReportNs == null) {
            senderReportNtp = new int[MAX_SENDER_REPORTS];
            senderReportNs = new long[MAX_SENDER_REPORTS];
        }
        int slot = senderReports % MAX_SENDER_REPORTS;
        senderReportNtp[slot] = ntpMiddle;
        senderReportNs[slot] = nowNs;
        senderReports = senderReports + 1 == 2 * MAX_SENDER_REPORTS ? MAX_SENDER_REPORTS : senderReports + 1;
    }

    /**
     * Somebody reports about this source.
     *
     * @param report at the packet that holds the block
     * @param reporter what is known of the one who reports; null if it sends nothing itself
     * @return the score of the sample that was taken, times 10; 0 when none was
     */
    public int onReceiverReport(
            RtcpView report, int block, @Nullable SsrcQuality reporter, MosFormula formula, long nowNs, long epochS) {
        cumulativeLoss = report.cumulativeLost(block);
        long measuredUs = roundTripUs(report.lastSr(block), report.delaySinceLastSr(block), nowNs);
        if (measuredUs > 0) {
            legUs = measuredUs;
        }
        if (clockRateHz == 0 || (sampled && nowNs - lastSampleNs < SAMPLE_INTERVAL_NS)) {
            return 0;
        }
        long endToEndUs = reportedRoundTripUs;
        if (endToEndUs == 0 && legUs > 0) {
            endToEndUs = legUs + (reporter == null ? 0 : reporter.legUs);
        }
        long jitterMs = Integer.toUnsignedLong(report.jitter(block)) * 1000 / clockRateHz;
        int lossPercent = report.fractionLost(block) * 100 / 256;
        int mosTenths = formula.tenths(endToEndUs, jitterMs, lossPercent);
        if (mosTenths == 0) {
            return 0;
        }
        sampled = true;
        lastSampleNs = nowNs;
        if (history == null) {
            history = new SampleHistory();
        }
        history.add(mosTenths, endToEndUs, legUs, jitterMs, lossPercent, epochS);
        return mosTenths;
    }

    /** An extended report gives the whole round trip (RFC 3611, section 4.7.5); it is better than the sum of two legs. */
    public void onVoipMetrics(int roundTripMs) {
        if (roundTripMs > 0 && roundTripMs * 1000L <= MAX_ROUND_TRIP_US) {
            reportedRoundTripUs = roundTripMs * 1000L;
        }
    }

    private long roundTripUs(int lastSr, int delaySinceLastSr, long nowNs) {
        if (lastSr == 0 || senderReportNtp == null || senderReportNs == null) {
            return 0;
        }
        int kept = Math.min(senderReports, MAX_SENDER_REPORTS);
        for (int i = 0; i < kept; i++) {
            if (senderReportNtp[i] == lastSr) {
                long us = (nowNs - senderReportNs[i]) / 1000
                        - ((Integer.toUnsignedLong(delaySinceLastSr) * US_PER_S) >> 16);
                return us > MAX_ROUND_TRIP_US ? 0 : Math.max(0, us);
            }
        }
        return 0;
    }

    SsrcReport report() {
        long unsignedSsrc = Integer.toUnsignedLong(ssrc);
        SampleHistory samples = history;
        if (samples == null) {
            return new SsrcReport(unsignedSsrc, cumulativeLoss, null, null, null, 0, List.of());
        }
        return new SsrcReport(
                unsignedSsrc,
                cumulativeLoss,
                samples.average(),
                samples.lowest(),
                samples.highest(),
                samples.intervalSeconds(),
                samples.progression());
    }
}
