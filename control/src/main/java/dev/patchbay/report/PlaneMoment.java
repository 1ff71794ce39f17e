package dev.patchbay.report;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * One moment on both clocks, so that everything in a report is seen from the same one.
 *
 * @param planeNs on the clock of the media plane
 * @param epochUs microseconds since 1970
 */
record PlaneMoment(long planeNs, long epochUs) {

    /** The other clock's time of something that happened on the media plane, microseconds since 1970. */
    long epochUs(long eventPlaneNs) {
        return epochUs - TimeUnit.NANOSECONDS.toMicros(planeNs - eventPlaneNs);
    }

    /** {@code 0.4 s ago}. */
    String ago(long eventPlaneNs) {
        return seconds(planeNs - eventPlaneNs) + " ago";
    }

    /** {@code 0.4 s ago}, of a time in microseconds since 1970. */
    String agoUs(long eventEpochUs) {
        return seconds(TimeUnit.MICROSECONDS.toNanos(epochUs - eventEpochUs)) + " ago";
    }

    /** {@code 0.4 s}; what would be below zero, by clocks that are read apart, is zero. */
    static String seconds(long ns) {
        return String.format(Locale.ROOT, "%.1f s", Math.max(0, ns) / 1e9);
    }
}
