package dev.patchbay.daemon.logging;

import dev.patchbay.log.LogLevels;
import dev.patchbay.log.LogMarks;
import dev.patchbay.log.Subsystem;
import java.util.Map;
import java.util.Optional;

/**
 * How the program logs.
 *
 * @param level of all subsystems but internals
 * @param subsystemLevels those set apart
 * @param toStderr on stderr instead of syslog
 * @param timestamps before lines on stderr
 * @param format how lines look
 * @param facility of the log in syslog, by name
 * @param cdrFacility of call records, if wanted
 * @param dtmfFacility of DTMF events, if wanted
 */
public record LogOptions(
        int level,
        Map<Subsystem, Integer> subsystemLevels,
        boolean toStderr,
        boolean timestamps,
        Format format,
        String facility,
        Optional<String> cdrFacility,
        Optional<String> dtmfFacility) {

    /** Before the options are known: everything up to info on stderr. */
    public static final LogOptions AT_START = new LogOptions(
            LogLevels.DEFAULT_LEVEL,
            Map.of(),
            true,
            true,
            Format.DEFAULT,
            "daemon",
            Optional.empty(),
            Optional.empty());

    public LogOptions {
        subsystemLevels = Map.copyOf(subsystemLevels);
    }

    /**
     * How lines look.
     *
     * @param isParsable {@code [ID="abc" port="12345"]} instead of {@code [abc port 12345]}
     * @param splitLines whether each line of a message becomes a log line
     * @param maxLineLength characters of a message per log line; 0 = as the destination needs it, negative = any
     * @param marks around private values
     */
    public record Format(boolean isParsable, boolean splitLines, int maxLineLength, LogMarks marks) {
        public static final Format DEFAULT = new Format(false, false, 0, LogMarks.NONE);
    }

    void applyLevels(LogLevels levels) {
        levels.setDefaults(level);
        subsystemLevels.forEach(levels::set);
    }
}
