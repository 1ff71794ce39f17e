package dev.patchbay.daemon.option;

import java.util.ArrayList;
import java.util.List;

/**
 * Escapes of values in key files: {@code \s} space, {@code \n}, {@code \t}, {@code \r}, {@code \\}, and in lists {@code \;}.
 * Failures are {@link IllegalArgumentException}s that name the escape.
 */
final class KeyFileValue {

    private static final char SEPARATOR = ';';

    private KeyFileValue() {}

    /** A single value. */
    static String unescape(String raw) {
        StringBuilder text = new StringBuilder(raw.length());
        for (int at = 0; at < raw.length(); at++) {
            char c = raw.charAt(at);
            text.append(c == '\\' ? unescaped(raw, ++at, false) : c);
        }
        return text.toString();
    }

    /** The values between the {@code ;}, without white space around; a last {@code ;} ends the list. */
    static List<String> split(String raw) {
        List<String> values = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < raw.length(); at++) {
            char c = raw.charAt(at);
            if (c == SEPARATOR) {
                values.add(text.toString().strip());
                text.setLength(0);
            } else {
                text.append(c == '\\' ? unescaped(raw, ++at, true) : c);
            }
        }
        if (!text.isEmpty()) {
            values.add(text.toString().strip());
        }
        return values;
    }

    private static char unescaped(String raw, int at, boolean inList) {
        if (at == raw.length()) {
            throw new IllegalArgumentException("'" + raw + "' ends in a single '\\'");
        }
        char c = raw.charAt(at);
        return switch (c) {
            case 's' -> ' ';
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case '\\' -> '\\';
            case SEPARATOR -> {
                if (!inList) {
                    throw new IllegalArgumentException("'\\;' is for lists only");
                }
                yield SEPARATOR;
            }
            default -> throw new IllegalArgumentException(
                    "'\\" + c + "' in '" + raw + "' is not an escape; write '\\\\' for a backslash");
        };
    }
}
