package dev.patchbay.log;

import java.util.Objects;

/**
 * Text put around private values in log lines ({@code --log-mark-prefix}, {@code --log-mark-suffix}), so that a log collector
 * can find and hide them.
 */
public record LogMarks(String prefix, String suffix) {

    /** Private values are not marked. */
    public static final LogMarks NONE = new LogMarks("", "");

    public LogMarks {
        Objects.requireNonNull(prefix);
        Objects.requireNonNull(suffix);
    }

    /** The value with the marks around it. */
    public String mark(Object value) {
        return prefix + value + suffix;
    }
}
