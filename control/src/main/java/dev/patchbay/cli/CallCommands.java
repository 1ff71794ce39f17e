package dev.patchbay.cli;

import java.util.List;
import java.util.function.Predicate;

/** The commands about calls. */
final class CallCommands {

    private final RelayOperator relay;

    CallCommands(RelayOperator relay) {
        this.relay = relay;
    }

    /** Which calls a word stands for. */
    private enum Selection {
        ALL("all", "on this media relay", _ -> true),
        OWN("own", "own", call -> !call.isForeign()),
        FOREIGN("foreign", "foreign", CallSummary::isForeign);

        private final String word;
        private final String adjective;

        @SuppressWarnings("ImmutableEnumChecker") // captures nothing
        private final Predicate<CallSummary> includes;

        Selection(String word, String adjective, Predicate<CallSummary> includes) {
            this.word = word;
            this.adjective = adjective;
            this.includes = includes;
        }
    }

    String list(String arguments) {
        for (Selection selection : Selection.values()) {
            if (arguments.equals(selection.word)) {
                return list(selection);
            }
        }
        return relay.call(arguments)
                .map(CallText::details)
                .orElseGet(() -> "\nCall ID not found (" + arguments + ").\n\n");
    }

    private String list(Selection selection) {
        List<CallSummary> calls = selected(selection);
        if (calls.isEmpty()) {
            return switch (selection) {
                case ALL -> "No sessions on this media relay.\n";
                case OWN, FOREIGN -> "No " + selection.adjective + " sessions on this media relay.\n";
            };
        }
        StringBuilder text = new StringBuilder();
        calls.forEach(call -> text.append(CallText.line(call)));
        return text.toString();
    }

    String terminate(String arguments) {
        for (Selection selection : Selection.values()) {
            if (arguments.equals(selection.word)) {
                selected(selection).forEach(call -> relay.terminate(call.callId()));
                return switch (selection) {
                    case ALL -> "All calls terminated by operator.\n";
                    case OWN, FOREIGN -> "All " + selection.adjective + " calls terminated by operator.\n";
                };
            }
        }
        return relay.terminate(arguments)
                ? "\nCall Id (" + arguments + ") successfully terminated by operator.\n\n"
                : "\nCall Id not found (" + arguments + ").\n\n";
    }

    private List<CallSummary> selected(Selection selection) {
        return relay.calls().stream().filter(selection.includes).toList();
    }

    /** {@code debug <call-id> [on|enable|off|disable]}: a call-id with spaces cannot be named here (rtpengine). */
    String debug(String arguments) {
        if (arguments.isEmpty()) {
            return "No call ID specified\n";
        }
        String[] words = arguments.split("\\s+", 2);
        String flag = words.length < 2 ? "on" : words[1];
        boolean isOn = flag.equals("on") || flag.equals("enable");
        if (!isOn && !flag.equals("off") && !flag.equals("disable")) {
            return "Invalid on/off flag ('" + flag + "') specified\n";
        }
        if (!relay.setDebug(words[0], isOn)) {
            return "Call ID '" + words[0] + "' not found\n";
        }
        return (isOn ? "Enabled" : "Disabled") + " debugging for call '" + words[0] + "'\n";
    }

    String explain(String arguments) {
        return relay.explain(arguments).orElseGet(() -> "\nCall ID not found (" + arguments + ").\n\n");
    }

    String active(String ignored) {
        relay.setForeign(false);
        return "Ok, all calls set to 'owned (active)'\n";
    }

    String standby(String ignored) {
        relay.setForeign(true);
        return "Ok, all calls set to 'foreign (standby)'\n";
    }
}
