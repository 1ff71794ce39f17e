package dev.patchbay.log;

/**
 * A stream of whole records beside the ordinary log: written as they are, without call-id prefix, when somebody asked for them
 * ({@code --log-facility-cdr}, {@code --log-facility-dtmf}; for embedding programs, the logger of that name at {@code DEBUG}).
 * Thread-safe.
 */
public final class LogStream {

    /** One line per finished call. */
    public static final LogStream CDR = new LogStream("cdr");

    /** One JSON object per DTMF event. */
    public static final LogStream DTMF = new LogStream("dtmf");

    private final System.Logger logger;

    private LogStream(String name) {
        this.logger = System.getLogger(Subsystem.LOGGER_PREFIX + name);
    }

    /** Name of the {@link System.Logger}, e.g. {@code dev.patchbay.log.cdr}. */
    public String loggerName() {
        return logger.getName();
    }

    /** Whether records are wanted: ask before building one. */
    public boolean isEnabled() {
        return logger.isLoggable(System.Logger.Level.DEBUG);
    }

    /** Writes one record, a single line. */
    public void write(String record) {
        logger.log(System.Logger.Level.DEBUG, record);
    }
}
