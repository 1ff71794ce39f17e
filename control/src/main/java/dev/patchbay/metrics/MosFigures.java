package dev.patchbay.metrics;

/**
 * Mean opinion scores worked out from RTCP reports.
 *
 * @param sum of all scores, each 1.0..5.0
 * @param sumSquares of all scores
 */
public record MosFigures(long samples, double sum, double sumSquares) {

    public static final MosFigures NONE = new MosFigures(0, 0, 0);

    public double average() {
        return Spread.average(samples, sum);
    }

    public double deviation() {
        return Spread.deviation(samples, sum, sumSquares);
    }
}
