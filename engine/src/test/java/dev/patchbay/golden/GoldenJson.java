package dev.patchbay.golden;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A small JSON reader and printer for golden cases, independent of the code under test.
 *
 * <p>Objects become {@link LinkedHashMap}, arrays {@link ArrayList}, integers {@link Long}, other numbers {@link Double}.
 */
public final class GoldenJson {
    private final String text;
    private int position;

    private GoldenJson(String text) {
        this.text = text;
    }

    /** Parses one complete value; anything after it but white space is an {@link IllegalArgumentException}. */
    public static Object parse(String text) {
        GoldenJson reader = new GoldenJson(text);
        Object value = reader.value();
        reader.blanks();
        if (reader.position != text.length()) {
            throw reader.bad("text after the value");
        }
        return value;
    }

    /** As {@link #parse}, for a text that must hold an object. */
    public static Map<String, Object> parseObject(String text) {
        if (parse(text) instanceof Map<?, ?> map) {
            return keyed(map);
        }
        throw new IllegalArgumentException("not a JSON object: " + text);
    }

    /** The same map with its key type known: objects made by {@link #parse} have string keys only. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> keyed(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }

    /** Prints on one line, keys in the order they have. */
    public static String print(Object value) {
        StringBuilder out = new StringBuilder();
        print(value, out, -1);
        return out.toString();
    }

    /** Prints with two spaces of indentation per level; empty objects and arrays, and flat arrays, stay on one line. */
    public static String printIndented(Object value) {
        StringBuilder out = new StringBuilder();
        print(value, out, 0);
        return out.toString();
    }

    private static void print(Object value, StringBuilder out, int indent) {
        switch (value) {
            case null -> out.append("null");
            case Map<?, ?> map -> {
                out.append('{');
                boolean first = true;
                int inner = indent < 0 || flat(map.values()) ? -1 : indent + 1;
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    separate(out, first, inner);
                    first = false;
                    quote(String.valueOf(entry.getKey()), out);
                    out.append(':');
                    if (indent >= 0) {
                        out.append(' ');
                    }
                    print(entry.getValue(), out, inner);
                }
                close(out, inner, indent);
                out.append('}');
            }
            case List<?> list -> {
                out.append('[');
                boolean first = true;
                int inner = indent < 0 || flat(list) ? -1 : indent + 1;
                for (Object element : list) {
                    separate(out, first, inner);
                    first = false;
                    print(element, out, inner);
                }
                close(out, inner, indent);
                out.append(']');
            }
            case String string -> quote(string, out);
            default -> out.append(value);
        }
    }

    private static boolean flat(Iterable<?> values) {
        for (Object value : values) {
            if (value instanceof Map<?, ?> map && !map.isEmpty() || value instanceof List<?> list && !list.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static void separate(StringBuilder out, boolean first, int inner) {
        if (!first) {
            out.append(inner < 0 ? ", " : ",");
        }
        if (inner >= 0) {
            out.append('\n').append("  ".repeat(inner));
        }
    }

    private static void close(StringBuilder out, int inner, int indent) {
        if (inner >= 0) {
            out.append('\n').append("  ".repeat(indent));
        }
    }

    private static void quote(String string, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private Object value() {
        blanks();
        char c = peek();
        return switch (c) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true", Boolean.TRUE);
            case 'f' -> word("false", Boolean.FALSE);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, Object> object() {
        Map<String, Object> map = new LinkedHashMap<>();
        position++;
        blanks();
        if (peek() == '}') {
            position++;
            return map;
        }
        while (true) {
            blanks();
            String key = string();
            blanks();
            expect(':');
            map.put(key, value());
            blanks();
            if (peek() == ',') {
                position++;
            } else {
                expect('}');
                return map;
            }
        }
    }

    private List<Object> array() {
        List<Object> list = new ArrayList<>();
        position++;
        blanks();
        if (peek() == ']') {
            position++;
            return list;
        }
        while (true) {
            list.add(value());
            blanks();
            if (peek() == ',') {
                position++;
            } else {
                expect(']');
                return list;
            }
        }
    }

    private String string() {
        expect('"');
        StringBuilder out = new StringBuilder();
        while (peek() != '"') {
            char c = text.charAt(position++);
            if (c != '\\') {
                out.append(c);
                continue;
            }
            char escaped = peek();
            position++;
            switch (escaped) {
                case 'n' -> out.append('\n');
                case 'r' -> out.append('\r');
                case 't' -> out.append('\t');
                case 'b' -> out.append('\b');
                case 'f' -> out.append('\f');
                case 'u' -> {
                    out.append((char) Integer.parseInt(text, position, position + 4, 16));
                    position += 4;
                }
                default -> out.append(escaped);
            }
        }
        position++;
        return out.toString();
    }

    private Object number() {
        int start = position;
        while (position < text.length() && "+-.eE0123456789".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
        String digits = text.substring(start, position);
        try {
            return Long.valueOf(digits);
        } catch (NumberFormatException notAnInteger) {
            try {
                return Double.valueOf(digits);
            } catch (NumberFormatException notANumber) {
                throw bad("a value expected");
            }
        }
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, position)) {
            throw bad(word + " expected");
        }
        position += word.length();
        return value;
    }

    private void blanks() {
        while (position < text.length() && text.charAt(position) <= ' ') {
            position++;
        }
    }

    private char peek() {
        if (position >= text.length()) {
            throw bad("text ends early");
        }
        return text.charAt(position);
    }

    private void expect(char c) {
        if (peek() != c) {
            throw bad("'" + c + "' expected");
        }
        position++;
    }

    private IllegalArgumentException bad(String what) {
        return new IllegalArgumentException(what + " at character " + position + " of " + text);
    }
}
