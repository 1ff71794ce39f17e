package dev.patchbay.relay;

/**
 * When offers of new calls are refused. Checked in the order of the components.
 *
 * @param maxSessions calls at the same time; -1 = no limit, 0 = none at all (draining)
 * @param maxLoad load average of the last minute; 0 = no limit
 * @param maxCpuPercent use of all processors together, in percent; 0 = no limit
 * @param maxBandwidthBytesPerSecond media received; 0 = no limit
 */
public record LimitOptions(int maxSessions, double maxLoad, double maxCpuPercent, long maxBandwidthBytesPerSecond) {

    /** No limit. */
    public static final LimitOptions NONE = new LimitOptions(-1, 0, 0, 0);

    public LimitOptions {
        if (maxSessions < -1) {
            throw new IllegalArgumentException("max-sessions " + maxSessions + " is below -1");
        }
        checkNotNegative("max-load", maxLoad);
        checkNotNegative("max-cpu", maxCpuPercent);
        checkNotNegative("max-bandwidth", (double) maxBandwidthBytesPerSecond);
    }

    private static void checkNotNegative(String what, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(what + " " + value + " is not a number of 0 or more");
        }
    }

    public LimitOptions withMaxSessions(int sessions) {
        return new LimitOptions(sessions, maxLoad, maxCpuPercent, maxBandwidthBytesPerSecond);
    }
}
