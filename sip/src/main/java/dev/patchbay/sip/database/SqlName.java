package dev.patchbay.sip.database;

import java.util.regex.Pattern;

/** Names of tables and columns: what is one in all three databases without quoting, as it goes into SQL. */
public final class SqlName {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");

    private SqlName() {}

    /** @throws IllegalArgumentException if this cannot be a name */
    public static void check(String parameter, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("parameter " + parameter + ": '" + name
                    + "' is not a name of a table or column (letters, digits and _, 64 at most, no digit first)");
        }
    }
}
