package dev.patchbay.daemon.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import dev.patchbay.log.LogEntry;
import dev.patchbay.log.Severity;
import java.util.List;

/** The end of the ordinary log: formats our entries, and lines of libraries as far as they come, and writes them to the sink. */
final class LineAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {

    private final LineFormat format;
    private final LogSink sink;

    LineAppender(LineFormat format, LogSink sink) {
        this.format = format;
        this.sink = sink;
    }

    @Override
    protected void append(ILoggingEvent event) {
        Object[] arguments = event.getArgumentArray();
        if (arguments != null && arguments.length == 1 && arguments[0] instanceof LogEntry entry) {
            writeAll(entry.severity(), format.lines(entry));
        } else {
            Severity severity = severityOf(event.getLevel());
            writeAll(severity, format.lines(severity, libraryText(event)));
        }
    }

    private void writeAll(Severity severity, List<String> lines) {
        for (String line : lines) {
            sink.write(severity, line);
        }
    }

    private static String libraryText(ILoggingEvent event) {
        String text = event.getLoggerName() + ": " + event.getFormattedMessage();
        return event.getThrowableProxy() == null
                ? text
                : text + ": " + ThrowableProxyUtil.asString(event.getThrowableProxy()).stripTrailing();
    }

    private static Severity severityOf(Level level) {
        if (level.isGreaterOrEqual(Level.ERROR)) {
            return Severity.ERR;
        }
        if (level.isGreaterOrEqual(Level.WARN)) {
            return Severity.WARNING;
        }
        return level.isGreaterOrEqual(Level.INFO) ? Severity.INFO : Severity.DEBUG;
    }
}
