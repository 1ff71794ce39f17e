package dev.patchbay.log;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The log of one subsystem. Thread-safe, never blocks on more than the sink it is bound to, and never throws.
 *
 * <p>Messages are templates with {@code {}} for each argument: {@code log.info("Replying to '{}' from {}", command, peer)}. When the
 * level is off nothing is built. The call-id is taken from {@link CallScope}. Wrap what tells about a person in {@link Sensitive}.
 *
 * <p>What the severities mean: error, someone must act; warning, this call suffers; notice and info, one line per event of a call;
 * debug, why something was decided. Nothing here is for the packet path: count there instead.
 */
public final class RelayLog {

    private static final Map<Subsystem, RelayLog> OF_PROCESS = ofProcess();

    private final Subsystem subsystem;
    private final LogLevels levels;
    private final System.Logger logger;

    /** A log of its own, for tests; everything else calls {@link #of}. */
    public RelayLog(Subsystem subsystem, LogLevels levels, System.Logger logger) {
        this.subsystem = subsystem;
        this.levels = levels;
        this.logger = logger;
    }

    /** The log of a subsystem of this process, obeying {@link LogLevels#ofProcess}. */
    public static RelayLog of(Subsystem subsystem) {
        RelayLog log = OF_PROCESS.get(subsystem);
        if (log == null) {
            throw new IllegalStateException("no log for " + subsystem);
        }
        return log;
    }

    private static Map<Subsystem, RelayLog> ofProcess() {
        Map<Subsystem, RelayLog> logs = new EnumMap<>(Subsystem.class);
        for (Subsystem subsystem : Subsystem.values()) {
            System.Logger logger = System.getLogger(subsystem.loggerName());
            logs.put(subsystem, new RelayLog(subsystem, LogLevels.ofProcess(), logger));
        }
        return Collections.unmodifiableMap(logs);
    }

    public boolean isEnabled(Severity severity) {
        return levels.isEnabled(subsystem, severity) || CallScope.isDebugging();
    }

    /** For guarding arguments that are costly to make. */
    public boolean isDebugEnabled() {
        return isEnabled(Severity.DEBUG);
    }

    /** The program cannot go on. */
    public void critical(String template, @Nullable Object... arguments) {
        log(Severity.CRIT, null, template, arguments);
    }

    public void error(String template, @Nullable Object... arguments) {
        log(Severity.ERR, null, template, arguments);
    }

    /** An error of ours: the stack trace of the cause follows the text. */
    public void error(Throwable cause, String template, @Nullable Object... arguments) {
        log(Severity.ERR, cause, template, arguments);
    }

    public void warn(String template, @Nullable Object... arguments) {
        log(Severity.WARNING, null, template, arguments);
    }

    public void notice(String template, @Nullable Object... arguments) {
        log(Severity.NOTICE, null, template, arguments);
    }

    public void info(String template, @Nullable Object... arguments) {
        log(Severity.INFO, null, template, arguments);
    }

    public void debug(String template, @Nullable Object... arguments) {
        log(Severity.DEBUG, null, template, arguments);
    }

    /** A line of any severity, for code that decides it while running. */
    public void log(Severity severity, String template, @Nullable Object... arguments) {
        log(severity, null, template, arguments);
    }

    private void log(Severity severity, @Nullable Throwable cause, String template, @Nullable Object... arguments) {
        if (!isEnabled(severity)) {
            return;
        }
        LogEntry entry = new LogEntry(
                severity,
                subsystem,
                boundCallId(),
                boundLocalPort(),
                template,
                withoutNulls(arguments),
                Optional.ofNullable(cause));
        logger.log(severity.platformLevel(), "{0}", entry);
    }

    private static Optional<String> boundCallId() {
        return CallScope.CALL_ID.isBound() ? Optional.of(CallScope.CALL_ID.get()) : Optional.empty();
    }

    private static OptionalInt boundLocalPort() {
        return CallScope.LOCAL_PORT.isBound() ? OptionalInt.of(CallScope.LOCAL_PORT.get()) : OptionalInt.empty();
    }

    private static List<Object> withoutNulls(@Nullable Object[] arguments) {
        List<Object> values = new ArrayList<>(arguments.length);
        for (Object argument : arguments) {
            values.add(argument == null ? "(null)" : argument);
        }
        return Collections.unmodifiableList(values);
    }
}
