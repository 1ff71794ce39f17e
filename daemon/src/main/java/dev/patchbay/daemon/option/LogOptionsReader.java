package dev.patchbay.daemon.option;

import dev.patchbay.daemon.logging.LogOptions;
import dev.patchbay.log.LogMarks;
import dev.patchbay.log.Subsystem;
import java.util.EnumMap;
import java.util.Map;

/** Makes the log's options from the values. */
public final class LogOptionsReader {

    private LogOptionsReader() {}

    public static LogOptions read(OptionValues values) {
        LogOptions.Format format = new LogOptions.Format(
                values.text(OptionTable.LOG_FORMAT).equals("parsable"),
                values.flag(OptionTable.SPLIT_LOGS),
                values.integer(OptionTable.MAX_LOG_LINE_LENGTH),
                new LogMarks(values.text(OptionTable.LOG_MARK_PREFIX), values.text(OptionTable.LOG_MARK_SUFFIX)));
        return new LogOptions(
                values.integer(OptionTable.LOG_LEVEL),
                subsystemLevels(values),
                values.flag(OptionTable.LOG_STDERR),
                !values.flag(OptionTable.NO_LOG_TIMESTAMPS),
                format,
                values.text(OptionTable.LOG_FACILITY),
                values.optionalText(OptionTable.LOG_FACILITY_CDR),
                values.optionalText(OptionTable.LOG_FACILITY_DTMF));
    }

    private static Map<Subsystem, Integer> subsystemLevels(OptionValues values) {
        Map<Subsystem, Integer> levels = new EnumMap<>(Subsystem.class);
        OptionTable.logLevels().forEach((subsystem, option) -> {
            if (values.isSet(option)) {
                levels.put(subsystem, values.integer(option));
            }
        });
        return levels;
    }
}
