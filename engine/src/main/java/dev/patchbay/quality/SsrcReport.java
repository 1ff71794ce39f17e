package dev.patchbay.quality;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Quality of one RTP source as its receivers reported it by RTCP, in the units of the ng protocol.
 *
 * @param ssrc unsigned
 * @param cumulativeLoss packets, from the last report block
 * @param average over all samples by integer division; null without samples
 * @param lowest the sample with the lowest MOS
 * @param highest the sample with the highest MOS
 * @param intervalSeconds distance of the entries of {@code progression}
 * @param progression at most about ten samples spread over the call
 */
public record SsrcReport(
        long ssrc,
        long cumulativeLoss,
        @Nullable Sample average,
        @Nullable Sample lowest,
        @Nullable Sample highest,
        int intervalSeconds,
        List<Sample> progression) {

    public SsrcReport {
        progression = List.copyOf(progression);
    }

    /**
     * @param mosTenths MOS times 10, 10..50
     * @param roundTripUs end to end
     * @param roundTripLegUs between the relay and the reporter
     * @param jitterMs milliseconds
     * @param lossPercent 0..100
     * @param reportedAtEpochS seconds since 1970; 0 in averages
     * @param samples how many were averaged; 1 for a single one
     */
    public record Sample(
            int mosTenths,
            long roundTripUs,
            long roundTripLegUs,
            long jitterMs,
            int lossPercent,
            long reportedAtEpochS,
            int samples) {}
}
