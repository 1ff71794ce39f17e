package dev.patchbay.daemon.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import dev.patchbay.log.LogLevels;
import dev.patchbay.log.LogStream;
import dev.patchbay.log.Severity;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * Binds the loggers of this process to stderr or syslog. Every {@link #apply} replaces what was before.
 *
 * <p>With syslog, warnings and worse go to stderr as well; records of a {@link LogStream} go to syslog even when the log goes to
 * stderr. rtpengine does both. Where there is no syslog, everything goes to stderr.
 */
public final class LogBinding {

    /** rtpengine breaks lines for syslog here. */
    static final int SYSLOG_LINE_LENGTH = 500;

    /** All our loggers are below this one. */
    private static final String OUR_LOGGERS = "dev.patchbay.log";

    private final OutputStream stderr;
    private final SyslogConnector syslog;
    private final InstantSource clock;

    /** @param stderr not closed here */
    public LogBinding(OutputStream stderr, SyslogConnector syslog, InstantSource clock) {
        this.stderr = stderr;
        this.syslog = syslog;
        this.clock = clock;
    }

    /** Nothing is logged in this process: for programs that speak for themselves. Libraries are spared the making of their messages. */
    public static void silence() {
        ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
    }

    /** Puts the options in force for the whole process, the levels in {@link LogLevels#ofProcess} included. */
    public void apply(LogOptions options) {
        options.applyLevels(LogLevels.ofProcess());
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        LogSink stderrSink = new StreamSink(stderr, options.timestamps(), clock);
        Optional<LogSink> syslogSink = options.toStderr() ? Optional.empty() : open(options.facility(), stderrSink);
        LogSink sink = syslogSink.map(main -> main.alsoTo(stderrSink, Severity.WARNING)).orElse(stderrSink);
        LineFormat format = new LineFormat(options.format(), syslogSink.isPresent() ? SYSLOG_LINE_LENGTH : 0);

        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        attach(context, root, new LineAppender(format, sink));
        context.getLogger(OUR_LOGGERS).setLevel(Level.TRACE);
        bind(context, LogStream.CDR, options.cdrFacility(), stderrSink);
        bind(context, LogStream.DTMF, options.dtmfFacility(), stderrSink);
    }

    private void bind(LoggerContext context, LogStream stream, Optional<String> facility, LogSink stderrSink) {
        Logger logger = context.getLogger(stream.loggerName());
        logger.setAdditive(false);
        logger.setLevel(facility.isPresent() ? Level.TRACE : Level.OFF);
        if (facility.isPresent()) {
            attach(context, logger, new RecordAppender(open(facility.get(), stderrSink).orElse(stderrSink)));
        }
    }

    private Optional<LogSink> open(String facility, LogSink stderrSink) {
        try {
            return Optional.of(syslog.open(facility));
        } catch (IOException e) {
            stderrSink.write(Severity.WARNING, "WARNING: [core] No syslog, logging to stderr: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static void attach(LoggerContext context, Logger logger, Appender<ILoggingEvent> appender) {
        appender.setContext(context);
        appender.start();
        logger.addAppender(appender);
    }
}
