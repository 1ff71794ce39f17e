package dev.patchbay.metrics;

/**
 * What has happened since the start. Sessions and durations are counted when a call ends.
 *
 * @param managedSessions calls that have ended
 * @param rejectedSessions offers refused because there were too many sessions
 * @param closed the reasons they ended for
 * @param zeroWayStreams streams that ended without a packet in either direction
 * @param oneWayStreams streams that ended with packets in one direction only
 */
public record TotalFigures(
        long uptimeS,
        long managedSessions,
        long rejectedSessions,
        ClosedSessions closed,
        TrafficFigures userspace,
        TrafficFigures kernel,
        long zeroWayStreams,
        long oneWayStreams,
        CallDurations durations) {

    /** Calls by how they ended. */
    public record ClosedSessions(
            long timeout, long silentTimeout, long finalTimeout, long offerTimeout, long regular, long forced) {

        public static final ClosedSessions NONE = new ClosedSessions(0, 0, 0, 0, 0, 0);
    }

    /**
     * How long calls lasted.
     *
     * @param count of calls
     * @param sumSeconds of their durations
     * @param sumSquares of their durations in seconds, each squared
     */
    public record CallDurations(long count, double sumSeconds, double sumSquares) {

        public static final CallDurations NONE = new CallDurations(0, 0, 0);

        public double averageSeconds() {
            return Spread.average(count, sumSeconds);
        }

        public double deviationSeconds() {
            return Spread.deviation(count, sumSeconds, sumSquares);
        }
    }

    public TrafficFigures traffic() {
        return userspace.plus(kernel);
    }
}
