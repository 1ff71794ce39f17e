package dev.patchbay.daemon.option;

import java.util.Collection;

/** Prints {@code --help}. */
public final class HelpPrinter {

    private static final int HELP_COLUMN = 46;

    private HelpPrinter() {}

    /** @param program the command as the user knows it */
    public static String print(String program) {
        StringBuilder text = new StringBuilder("Usage:\n  ")
                .append(program)
                .append(" --interface=ADDRESS... --listen-ng=[ADDRESS:]PORT [OPTION...]\n");
        for (Topic topic : Topic.values()) {
            text.append('\n').append(topic.title()).append(":\n");
            appendOptions(text, OptionTable.of(topic));
        }
        return text.append("\nOptions marked * have no effect yet, options marked ! are refused until they are available.\n")
                .toString();
    }

    private static void appendOptions(StringBuilder text, Collection<Option> options) {
        for (Option option : options) {
            StringBuilder line = new StringBuilder("  ").append(syntax(option));
            if (line.length() >= HELP_COLUMN) {
                text.append(line).append('\n');
                line.setLength(0);
            }
            text.append(line)
                    .repeat(' ', HELP_COLUMN - line.length())
                    .append(mark(option))
                    .append(option.help())
                    .append('\n');
        }
    }

    /** {@code -i, --interface=[NAME/]IP[!IP]}. */
    static String syntax(Option option) {
        String letter = option.hasShortName() ? "-" + option.shortName() + ", " : "";
        String value = option.isFlag() ? "" : "=" + option.placeholder();
        return letter + "--" + option.name() + value;
    }

    private static String mark(Option option) {
        return switch (OptionsPage.typicalSupport(option)) {
            case Support.Works _ -> "  ";
            case Support.Harmless _ -> "* ";
            case Support.NotYet _ -> "! ";
        };
    }
}
