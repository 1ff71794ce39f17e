package dev.patchbay.daemon.option;

import java.util.Objects;

/**
 * One row of the option table.
 *
 * @param name long name, also the key in the configuration file
 * @param shortName letter for the command line, {@link #NO_SHORT_NAME} for none
 * @param topic section in the help
 * @param type kind of value, with default and range
 * @param placeholder how the value is shown in the help; empty for flags
 * @param help one line
 * @param support what happens when it is set
 */
public record Option(
        String name, char shortName, Topic topic, OptionType type, String placeholder, String help, SupportRule support) {

    /** No single-letter form. */
    public static final char NO_SHORT_NAME = 0;

    /** Decides from all the values: some options matter only together with others. */
    @FunctionalInterface
    public interface SupportRule {
        Support of(OptionValues values);
    }

    public Option {
        Objects.requireNonNull(support);
        if (!name.matches("[a-z][a-z0-9-]*")) {
            throw new IllegalArgumentException("option name '" + name + "'");
        }
    }

    public boolean hasShortName() {
        return shortName != NO_SHORT_NAME;
    }

    public boolean isFlag() {
        return type instanceof OptionType.Flag;
    }

    /** Whether it makes sense in a configuration file; some only print something and exit. */
    public boolean isForFile() {
        return !OptionTable.COMMAND_LINE_ONLY.contains(name);
    }
}
