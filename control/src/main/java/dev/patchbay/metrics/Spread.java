package dev.patchbay.metrics;

/** Average and standard deviation from running sums. */
final class Spread {

    private Spread() {}

    static double average(long count, double sum) {
        return count == 0 ? 0 : sum / count;
    }

    static double deviation(long count, double sum, double sumSquares) {
        if (count == 0) {
            return 0;
        }
        double average = sum / count;
        return Math.sqrt(Math.max(0, sumSquares / count - average * average));
    }
}
