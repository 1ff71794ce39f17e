package dev.patchbay.daemon.option;

import dev.patchbay.relay.HostPort;
import dev.patchbay.relay.InterfaceSpec;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Kind of value that an option takes. */
public sealed interface OptionType {

    /**
     * Checks one value and brings it into the form that {@link OptionValues} reads.
     *
     * @param text as given, without escapes
     * @param fromCommandLine numbers may be hexadecimal ({@code 0x}) or octal ({@code 0}) there, as glib reads them
     * @throws IllegalArgumentException saying what is allowed
     */
    String normalize(String text, boolean fromCommandLine);

    /** The value when nothing is set, in normal form; empty if there is none. */
    Optional<String> defaultText();

    /** Whether the option may be repeated on the command line, and has {@code ;} lists in the file. */
    default boolean isList() {
        return false;
    }

    /** Whether a value never has a space, so that {@code # …} behind it in the file can only be a comment. */
    default boolean isOneWord() {
        return true;
    }

    /** On or off; off by default. */
    record Flag() implements OptionType {
        @Override
        public String normalize(String text, boolean fromCommandLine) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "true", "1" -> "true";
                case "false", "0" -> "false";
                default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
            };
        }

        @Override
        public Optional<String> defaultText() {
            return Optional.of("false");
        }
    }

    /**
     * A whole number.
     *
     * @param unit for the help, empty for none
     */
    record Int(int defaultValue, int min, int max, String unit) implements OptionType {
        @Override
        public String normalize(String text, boolean fromCommandLine) {
            long value;
            try {
                value = fromCommandLine ? Long.decode(text) : Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("'" + text + "' is not a whole number", e);
            }
            if (value < min || value > max) {
                throw new IllegalArgumentException(value + " is not within " + min + ".." + max);
            }
            return Long.toString(value);
        }

        @Override
        public Optional<String> defaultText() {
            return Optional.of(Integer.toString(defaultValue));
        }
    }

    /** A number of 0 or more, with a point for fractions. */
    record Decimal(String unit) implements OptionType {
        @Override
        public String normalize(String text, boolean fromCommandLine) {
            double value;
            try {
                value = Double.parseDouble(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("'" + text + "' is not a number", e);
            }
            if (!(value >= 0) || Double.isInfinite(value)) {
                throw new IllegalArgumentException("'" + text + "' is not a number of 0 or more");
            }
            return Double.toString(value);
        }

        @Override
        public Optional<String> defaultText() {
            return Optional.of("0.0");
        }
    }

    /** One of a few words, case ignored. */
    record Choice(String defaultValue, List<String> allowed) implements OptionType {
        @Override
        public String normalize(String text, boolean fromCommandLine) {
            return allowed.stream()
                    .filter(word -> word.equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "'" + text + "' is not one of " + String.join(", ", allowed)));
        }

        @Override
        public Optional<String> defaultText() {
            return defaultValue.isEmpty() ? Optional.empty() : Optional.of(defaultValue);
        }
    }

    /** Any text; an empty default means none. */
    record Text(String defaultValue) implements OptionType {
        @Override
        public String normalize(String text, boolean fromCommandLine) {
            return text;
        }

        @Override
        public Optional<String> defaultText() {
            return defaultValue.isEmpty() ? Optional.empty() : Optional.of(defaultValue);
        }

        @Override
        public boolean isOneWord() {
            return false;
        }
    }

    /** A list of any texts. */
    record TextList() implements OptionType {
        @Override
        public String normalize(String text, boolean fromCommandLine) {
            return text;
        }

        @Override
        public Optional<String> defaultText() {
            return Optional.empty();
        }

        @Override
        public boolean isList() {
            return true;
        }
    }

    /** {@code [ADDRESS:]PORT}. An empty value means not set, as rtpengine has it. */
    record Address() implements OptionType {
        @Override
        public String normalize(String text, boolean fromCommandLine) {
            return text.isEmpty() ? text : HostPort.parse(text).toString();
        }

        @Override
        public Optional<String> defaultText() {
            return Optional.empty();
        }
    }

    /** A list of {@code [ADDRESS:]PORT}. */
    record AddressList() implements OptionType {
        @Override
        public String normalize(String text, boolean fromCommandLine) {
            return HostPort.parse(text).toString();
        }

        @Override
        public Optional<String> defaultText() {
            return Optional.empty();
        }

        @Override
        public boolean isList() {
            return true;
        }
    }

    /** A list of {@code [NAME/]ADDRESS[!ADVERTISED]}. */
    record InterfaceList() implements OptionType {
        @Override
        public String normalize(String text, boolean fromCommandLine) {
            return InterfaceSpec.parse(text).toString();
        }

        @Override
        public Optional<String> defaultText() {
            return Optional.empty();
        }

        @Override
        public boolean isList() {
            return true;
        }
    }
}
