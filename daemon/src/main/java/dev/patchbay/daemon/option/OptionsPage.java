package dev.patchbay.daemon.option;

import dev.patchbay.daemon.option.OptionType.Choice;
import dev.patchbay.daemon.option.OptionType.Decimal;
import dev.patchbay.daemon.option.OptionType.Flag;
import dev.patchbay.daemon.option.OptionType.Int;
import java.util.List;
import java.util.Map;

/** Prints {@code docs/OPTIONS.md} from the table. */
public final class OptionsPage {

    private static final String INTRODUCTION = """
            # Options of the relay

            <!-- Made from OptionTable.java; a test compares. To renew: cp daemon/target/OPTIONS.md docs/OPTIONS.md -->

            The same names work on the command line (`--name=value`, `--name value`, `-x value`) and in the configuration file
            (`name = value`, flags `true` or `false`, several values separated by `;`). The command line wins over the file. The
            file is `/etc/rtpengine/rtpengine.conf` if it exists, or the one of `--config-file`; `--config-file=none` reads none.

            State: **works**; **no effect** = accepted, with one warning line at start; **refused** = starting fails with exit status
            255, because something asked for would silently be missing. An option set to its default is never refused.
            Unknown options on the command line end the program with status 255; unknown keys in the file are named in a warning.
            """;

    private OptionsPage() {}

    /** The whole page. */
    public static String print() {
        StringBuilder text = new StringBuilder(INTRODUCTION);
        for (Topic topic : Topic.values()) {
            text.append("\n## ").append(topic.title()).append("\n\n| Option | Default | Meaning | State |\n|---|---|---|---|\n");
            for (Option option : OptionTable.of(topic)) {
                text.append(row(option));
            }
        }
        return text.toString();
    }

    private static String row(Option option) {
        return "| `" + cell(HelpPrinter.syntax(option)) + "` | " + cell(defaultOf(option)) + " | "
                + cell(option.help() + valuesOf(option)) + " | " + cell(stateOf(option)) + " |\n";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    private static String defaultOf(Option option) {
        return option.isFlag() ? "" : option.type().defaultText().map(text -> "`" + text + "`").orElse("");
    }

    private static String valuesOf(Option option) {
        return switch (option.type()) {
            case Int(_, int min, int max, String unit) -> {
                String range = min == Integer.MIN_VALUE ? "" : max == Integer.MAX_VALUE ? min + " or more" : min + ".." + max;
                yield range.isEmpty() && unit.isEmpty() ? "" : " (" + (range + " " + unit).strip() + ")";
            }
            case Decimal(String unit) -> unit.isEmpty() ? "" : " (" + unit + ")";
            case Choice choice -> choice.allowed().size() > 4 ? ": " + String.join(", ", choice.allowed()) : "";
            case Flag _, OptionType.Text _, OptionType.TextList _ -> "";
            case OptionType.Address _, OptionType.AddressList _, OptionType.InterfaceList _ -> "";
        };
    }

    private static String stateOf(Option option) {
        return switch (typicalSupport(option)) {
            case Support.Works _ -> "works";
            case Support.Harmless(String reason) -> "no effect: " + reason;
            case Support.NotYet(String reason) -> "refused: " + reason;
        };
    }

    /** What happens when the option is set, and the ones it depends on are as they matter. */
    static Support typicalSupport(Option option) {
        Map<String, OptionValues.Setting> kernelTable = Map.of(
                OptionTable.TABLE.name(), new OptionValues.Setting(OptionTable.TABLE, List.of("0"), "example"));
        return option.support().of(OptionValues.of(kernelTable));
    }
}
