package dev.patchbay.cli;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands that show and change a {@link CliSetting}. */
final class SettingCommands {

    /** A number at the beginning, as strtol and strtod take it; what follows is ignored. */
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");

    private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)");

    private final RelayOperator relay;

    SettingCommands(RelayOperator relay) {
        this.relay = relay;
    }

    String show(CliSetting setting) {
        String processLimits = setting == CliSetting.MAX_OPEN_FILES
                ? "; cat /proc/" + ProcessHandle.current().pid() + "/limits"
                : "";
        return setting.shown(relay.setting(setting)) + processLimits + "\n";
    }

    /** @param arguments the new value */
    String change(CliSetting setting, String arguments) {
        OptionalDouble wanted = number(setting, arguments);
        if (wanted.isEmpty()) {
            return setting.notANumber(arguments);
        }
        double value = wanted.getAsDouble();
        if (!setting.isInRange(value)) {
            return setting.outOfRange(value);
        }
        return relay.change(setting, value)
                .map(why -> setting.failed(value, why))
                .orElseGet(() -> setting.success(value));
    }

    private static OptionalDouble number(CliSetting setting, String arguments) {
        Matcher matcher = (setting.hasDecimals() ? DECIMAL : INTEGER).matcher(arguments);
        return matcher.lookingAt() ? OptionalDouble.of(Double.parseDouble(matcher.group())) : OptionalDouble.empty();
    }
}
