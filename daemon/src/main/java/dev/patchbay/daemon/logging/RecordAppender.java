package dev.patchbay.daemon.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import dev.patchbay.log.Severity;

/** The end of a {@link dev.patchbay.log.LogStream}: writes whole records as they are. */
final class RecordAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {

    private final LogSink sink;

    RecordAppender(LogSink sink) {
        this.sink = sink;
    }

    @Override
    protected void append(ILoggingEvent event) {
        sink.write(Severity.INFO, event.getMessage());
    }
}
