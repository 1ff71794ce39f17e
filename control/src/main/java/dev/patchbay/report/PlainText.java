package dev.patchbay.report;

import dev.patchbay.ngvalue.NgString;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Octet strings of peers made fit for a line. A SIP peer chooses its own tag: it must not be able to forge a line, or a field of a
 * record.
 */
final class PlainText {

    private PlainText() {}

    /** Still an octet string, as the CLI writes it; control characters are shown as {@code \xNN}. Null gives an empty one. */
    static String line(@Nullable String octets) {
        return octets == null ? "" : escaped(octets, c -> c < ' ' || c == 0x7f);
    }

    /**
     * The octets read as UTF-8, for records; control characters are shown as {@code \xNN}, and commas too, since they part the fields.
     * No tag or call-id has one in the grammar of RFC 3261.
     */
    static String field(String octets) {
        return escaped(new NgString(octets).toText(), c -> Character.isISOControl(c) || c == ',');
    }

    private static String escaped(String text, IntPredicate unsafe) {
        StringBuilder safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (unsafe.test(c)) {
                safe.append("\\x").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 0xf, 16));
            } else {
                safe.append(c);
            }
        }
        return safe.toString();
    }
}
