package dev.patchbay.daemon.option;

import dev.patchbay.daemon.option.OptionValues.Setting;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a command line as glib's option parser does: {@code --name=value}, {@code --name value}, {@code --flag}, {@code -x value},
 * bundled letters ({@code -fE}, one of which may take the next argument as its value), {@code --} before plain arguments. In
 * addition {@code -x5} and {@code --flag=false} are understood. The last one of several values counts, except for lists.
 */
final class CommandLineParser {

    static final String ORIGIN = "command line";

    private final Map<String, List<String>> texts = new LinkedHashMap<>();
    private final List<String> ignored = new ArrayList<>();
    private final Deque<String> rest;

    private CommandLineParser(List<String> arguments) {
        this.rest = new ArrayDeque<>(arguments);
    }

    /** @param ignoredArguments plain arguments, which mean nothing to the relay */
    record CommandLine(OptionValues values, List<String> ignoredArguments) {}

    /** Stops with success at {@code --help}, whatever follows. */
    static CommandLine parse(List<String> arguments) throws OptionException {
        CommandLineParser parser = new CommandLineParser(arguments);
        parser.parseAll();
        return new CommandLine(parser.toValues(), List.copyOf(parser.ignored));
    }

    private void parseAll() throws OptionException {
        while (!rest.isEmpty() && !texts.containsKey(OptionTable.HELP.name())) {
            String argument = rest.removeFirst();
            if (argument.equals("--")) {
                ignored.addAll(rest);
                rest.clear();
            } else if (argument.startsWith("--")) {
                parseLong(argument.substring(2));
            } else if (argument.startsWith("-") && argument.length() > 1) {
                parseLetters(argument.substring(1));
            } else {
                ignored.add(argument);
            }
        }
    }

    private void parseLong(String body) throws OptionException {
        int equals = body.indexOf('=');
        String name = equals < 0 ? body : body.substring(0, equals);
        if (name.equals("help-all")) {
            add(OptionTable.HELP, "true");
            return;
        }
        Option option = OptionTable.named(name).orElseThrow(() -> unknown("--" + name));
        if (equals >= 0) {
            add(option, body.substring(equals + 1));
        } else if (option.isFlag()) {
            add(option, "true");
        } else {
            add(option, nextArgument("--" + name));
        }
    }

    private void parseLetters(String letters) throws OptionException {
        if (letters.equals("?")) {
            add(OptionTable.HELP, "true");
            return;
        }
        List<Option> bundle = bundle(letters);
        if (!bundle.isEmpty()) {
            for (Option option : bundle) {
                add(option, option.isFlag() ? "true" : nextArgument("-" + option.shortName()));
            }
            return;
        }
        // Not letters only: flags, and then one with its value joined.
        for (int at = 0; at < letters.length(); at++) {
            char letter = letters.charAt(at);
            Option option = OptionTable.abbreviated(letter).orElseThrow(() -> unknown("-" + letter));
            if (option.isFlag()) {
                add(option, "true");
            } else {
                add(option, letters.substring(at + 1));
                return;
            }
        }
    }

    /** The options behind the letters if all are known and at most one takes a value, as glib wants it; otherwise empty. */
    private static List<Option> bundle(String letters) {
        List<Option> options = new ArrayList<>();
        int withValue = 0;
        for (int at = 0; at < letters.length(); at++) {
            Optional<Option> option = OptionTable.abbreviated(letters.charAt(at));
            if (option.isEmpty() || (!option.get().isFlag() && ++withValue > 1)) {
                return List.of();
            }
            options.add(option.get());
        }
        return options;
    }

    private String nextArgument(String option) throws OptionException {
        if (rest.isEmpty()) {
            throw new OptionException("option " + option + " needs a value");
        }
        return rest.removeFirst();
    }

    private static OptionException unknown(String option) {
        return new OptionException("unknown option " + option + " (see --help)");
    }

    private void add(Option option, String text) throws OptionException {
        String normal;
        try {
            normal = option.type().normalize(text, true);
        } catch (IllegalArgumentException e) {
            throw OptionException.of(option, ORIGIN, e);
        }
        List<String> values = texts.computeIfAbsent(option.name(), _ -> new ArrayList<>());
        if (!option.type().isList()) {
            values.clear();
        }
        values.add(normal);
    }

    private OptionValues toValues() {
        Map<String, Setting> settings = new LinkedHashMap<>();
        texts.forEach((name, values) ->
                settings.put(name, new Setting(OptionTable.named(name).orElseThrow(), values, ORIGIN)));
        return OptionValues.of(settings);
    }
}
