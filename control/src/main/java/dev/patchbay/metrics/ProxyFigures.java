package dev.patchbay.metrics;

import dev.patchbay.net.IpAddress;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The requests of one SIP proxy.
 *
 * @param commands every command, also those never seen
 * @param errors requests that were answered with an error, of whatever command or none
 */
public record ProxyFigures(IpAddress proxy, Map<ControlCommand, CommandFigures> commands, long errors) {

    public ProxyFigures {
        Map<ControlCommand, CommandFigures> complete = new EnumMap<>(ControlCommand.class);
        for (ControlCommand command : ControlCommand.values()) {
            complete.put(command, commands.getOrDefault(command, CommandFigures.NONE));
        }
        commands = Collections.unmodifiableMap(complete);
    }

    public CommandFigures of(ControlCommand command) {
        return commands.getOrDefault(command, CommandFigures.NONE);
    }

    /** @param durationNs the time all of them took together */
    public record CommandFigures(long count, long durationNs) {

        public static final CommandFigures NONE = new CommandFigures(0, 0);

        public double seconds() {
            return durationNs / 1e9;
        }
    }
}
