package dev.patchbay.cli;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands about log levels. */
final class LogCommands {

    private static final int MAX_LEVEL = 7;
    private static final Pattern LEVEL = Pattern.compile("(?:(\\S+)\\s+)?(-?[0-9]{1,3})");

    private final RelayOperator relay;

    LogCommands(RelayOperator relay) {
        this.relay = relay;
    }

    String listSubsystems(String ignored) {
        StringBuilder text = new StringBuilder();
        relay.logSubsystems()
                .forEach(subsystem -> text.append(subsystem.name())
                        .append(" - ")
                        .append(subsystem.description())
                        .append('\n'));
        return text.toString();
    }

    String list(String subsystem) {
        if (!subsystem.isEmpty()) {
            OptionalInt level = relay.logLevel(subsystem);
            return level.isEmpty() ? "" : level.getAsInt() + "\n";
        }
        StringBuilder text = new StringBuilder();
        for (RelayOperator.LogSubsystem each : relay.logSubsystems()) {
            relay.logLevel(each.name())
                    .ifPresent(level -> text.append(each.name()).append(" = ").append(level).append('\n'));
        }
        return text.toString();
    }

    /** {@code set loglevel [subsystem] <level>}; without subsystem all of them. */
    String set(String arguments) {
        Matcher matcher = LEVEL.matcher(arguments);
        if (!matcher.matches() || (matcher.group(1) == null && matcher.group(2).startsWith("-"))) {
            return CliCommandTree.MORE_PARAMETERS;
        }
        int level = Math.clamp(Integer.parseInt(matcher.group(2)), -1, MAX_LEVEL);
        String subsystem = matcher.group(1);
        if (subsystem == null) {
            relay.logSubsystems().forEach(each -> relay.setLogLevel(each.name(), level));
        } else if (relay.logLevel(subsystem).isEmpty()) {
            return "No such log subsystem '" + subsystem + "'\n";
        } else {
            relay.setLogLevel(subsystem, level);
        }
        return "Success setting loglevel to " + level + "\n";
    }
}
