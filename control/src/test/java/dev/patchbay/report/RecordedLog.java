package dev.patchbay.report;

import dev.patchbay.log.LogStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Switches a record stream on and keeps its records, until closed. */
final class RecordedLog extends Handler implements AutoCloseable {

    final List<String> records = new CopyOnWriteArrayList<>();
    private final Logger logger; // held: java.util.logging keeps weak references only

    RecordedLog(LogStream stream) {
        logger = Logger.getLogger(stream.loggerName());
        logger.setLevel(Level.FINE);
        logger.setUseParentHandlers(false);
        setLevel(Level.ALL);
        logger.addHandler(this);
    }

    @Override
    public void publish(LogRecord entry) {
        records.add(entry.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
        logger.setLevel(null);
    }
}
