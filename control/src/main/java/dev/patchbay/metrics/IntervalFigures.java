package dev.patchbay.metrics;

import java.util.Map;

/**
 * What the last report to graphite said; all zero without such reports.
 *
 * @param callsSeconds durations of all calls in the interval together
 */
public record IntervalFigures(
        double callsSeconds, long minSessions, long maxSessions, Map<ControlCommand, CommandInterval> commands) {

    /** No report yet. */
    public static final IntervalFigures NONE = new IntervalFigures(0, 0, 0, Map.of());

    public IntervalFigures {
        commands = Map.copyOf(commands);
    }

    public CommandInterval of(ControlCommand command) {
        return commands.getOrDefault(command, CommandInterval.NONE);
    }

    /** Processing delays in seconds and requests per second. */
    public record CommandInterval(
            double minDelayS, double maxDelayS, double averageDelayS, long minRate, long maxRate, long averageRate) {

        public static final CommandInterval NONE = new CommandInterval(0, 0, 0, 0, 0, 0);
    }
}
