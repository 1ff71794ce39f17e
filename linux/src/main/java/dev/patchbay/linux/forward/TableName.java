package dev.patchbay.linux.forward;

import java.util.Locale;
import java.util.OptionalInt;

/** Names of what a table has in the kernel: {@code pb_in_7}. At most 15 characters with tables of eight digits. */
enum TableName {
    NUMBERS("num"),
    FLOWS("fl"),
    LEASE("ls"),
    INGRESS("in"),
    EGRESS("out");

    private final String prefix;

    TableName(String part) {
        prefix = "pb_" + part + "_";
    }

    String of(int table) {
        return prefix + table;
    }

    /** The table whose name that is; empty when it is none. */
    OptionalInt table(String name) {
        String digits = name.startsWith(prefix) ? name.substring(prefix.length()) : "";
        return digits.matches("[0-9]{1,8}") ? OptionalInt.of(Integer.parseInt(digits)) : OptionalInt.empty();
    }

    /** Of the claim that keeps a second daemon away from a table of this network namespace. */
    static String claim(int table) {
        return String.format(Locale.ROOT, "patchbay-table-%d", table);
    }
}
