package dev.patchbay.log;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * The log level in force for each subsystem: severities up to that number are written. Thread-safe; a change is seen by all threads
 * with their next line.
 *
 * <p>Levels below 0 write nothing and levels above 7 write as much as 7, but both are kept as they are, so that raising undoes
 * lowering exactly: that keeps {@link Subsystem#INTERNALS}, which starts at -1, apart from the others. rtpengine does the same.
 */
public final class LogLevels {

    /** Level of all subsystems but {@link Subsystem#INTERNALS} at start: {@link Severity#INFO}. */
    public static final int DEFAULT_LEVEL = Severity.INFO.number();

    /** Level of {@link Subsystem#INTERNALS} at start: nothing. */
    public static final int INTERNALS_DEFAULT_LEVEL = -1;

    /** Levels are kept within -MAX_OFFSET..MAX_OFFSET, so that any number of signals cannot overflow them. */
    static final int MAX_OFFSET = 1000;

    private static final LogLevels PROCESS = new LogLevels();

    private final AtomicIntegerArray levels = new AtomicIntegerArray(Subsystem.values().length);

    /** All subsystems at their default. */
    public LogLevels() {
        setDefaults(DEFAULT_LEVEL);
    }

    /** The levels that {@link RelayLog#of} obeys: one set for the process, as there is one set of loggers. */
    public static LogLevels ofProcess() {
        return PROCESS;
    }

    public int get(Subsystem subsystem) {
        return levels.get(subsystem.ordinal());
    }

    public void set(Subsystem subsystem, int level) {
        levels.set(subsystem.ordinal(), bounded(level));
    }

    /** Sets every subsystem, {@link Subsystem#INTERNALS} too: {@code set loglevel N} of the CLI. */
    public void setAll(int level) {
        for (Subsystem subsystem : Subsystem.values()) {
            set(subsystem, level);
        }
    }

    /** Sets every subsystem as {@code --log-level} does: {@link Subsystem#INTERNALS} keeps silent. */
    public void setDefaults(int level) {
        setAll(level);
        set(Subsystem.INTERNALS, INTERNALS_DEFAULT_LEVEL);
    }

    /** One level more for every subsystem ({@code SIGUSR2}). */
    public void raiseAll() {
        addToAll(1);
    }

    /** One level less for every subsystem ({@code SIGUSR1}). */
    public void lowerAll() {
        addToAll(-1);
    }

    /** Whether a line of this severity is written. */
    public boolean isEnabled(Subsystem subsystem, Severity severity) {
        return severity.number() <= get(subsystem);
    }

    private void addToAll(int change) {
        for (Subsystem subsystem : Subsystem.values()) {
            levels.updateAndGet(subsystem.ordinal(), level -> bounded(level + change));
        }
    }

    private static int bounded(int level) {
        return Math.clamp(level, -MAX_OFFSET, MAX_OFFSET);
    }
}
