package dev.patchbay.cli;

import java.util.Objects;
import java.util.SequencedMap;

/** The commands {@code params …} about all options. */
final class OptionCommands {

    private final RelayOperator relay;

    OptionCommands(RelayOperator relay) {
        this.relay = relay;
    }

    String start(String ignored) {
        return print(relay.optionsAtStart());
    }

    String current(String ignored) {
        return print(relay.options());
    }

    String diff(String ignored) {
        SequencedMap<String, String> before = relay.optionsAtStart();
        StringBuilder text = new StringBuilder();
        relay.options().forEach((name, now) -> {
            String old = before.getOrDefault(name, "");
            if (!Objects.equals(old, now)) {
                text.append(name).append(": ").append(old).append(" => ").append(now).append('\n');
            }
        });
        return text.toString();
    }

    String revert(String ignored) {
        relay.revertOptions();
        return "";
    }

    private static String print(SequencedMap<String, String> options) {
        StringBuilder text = new StringBuilder();
        options.forEach((name, value) -> text.append(name).append(" = ").append(value).append('\n'));
        return text.toString();
    }
}
