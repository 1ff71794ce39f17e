package dev.patchbay.daemon.logging;

import dev.patchbay.log.Severity;

/** A destination of finished log lines. Thread-safe; never throws: what cannot be written is lost. */
@FunctionalInterface
public interface LogSink {

    /** @param line without line end; may contain line breaks if lines are not split */
    void write(Severity severity, String line);

    /** Lines go to this sink, and those of a severity or worse to the other as well. */
    default LogSink alsoTo(LogSink other, Severity worst) {
        return (severity, line) -> {
            write(severity, line);
            if (severity.compareTo(worst) <= 0) {
                other.write(severity, line);
            }
        };
    }
}
