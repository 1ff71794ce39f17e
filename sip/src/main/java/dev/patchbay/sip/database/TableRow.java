package dev.patchbay.sip.database;

import java.util.Map;

/** One row, its values as text whatever types a server gave the columns. A bad value is an {@link IllegalArgumentException}. */
public final class TableRow {

    /** The largest number in a column: nine digits, as in socket lists. */
    private static final int MAX_DIGITS = 9;

    /** So much of a bad value is shown. */
    private static final int MAX_SHOWN = 80;

    private final Map<String, String> values;

    /** @param values by column; a column that is NULL is not there */
    TableRow(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    String text(String column) {
        String text = values.get(column);
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException("column " + column + " is " + (text == null ? "NULL" : "empty"));
        }
        return text.strip();
    }

    /** 0..999999999. */
    int number(String column) {
        String digits = text(column);
        if (digits.length() > MAX_DIGITS || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw bad(column, digits, "a number of 0..999999999");
        }
        return Integer.parseInt(digits);
    }

    /** A number, other than 0 for true; or what the database has for truth values. */
    boolean truth(String column) {
        String word = text(column);
        return switch (word) {
            case "t", "true", "TRUE" -> true;
            case "f", "false", "FALSE" -> false;
            default -> number(column) != 0;
        };
    }

    static IllegalArgumentException bad(String column, String value, String allowed) {
        String shown = value.length() <= MAX_SHOWN ? value : value.substring(0, MAX_SHOWN) + "...";
        return new IllegalArgumentException("column " + column + " has '" + shown + "', which is not " + allowed);
    }
}
