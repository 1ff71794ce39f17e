package dev.patchbay.ngvalue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A string of bytes.
 *
 * @param octets one char 0..255 per byte; an ASCII string is its own octet string
 */
public record NgString(String octets) implements NgValue {

    public NgString {
        assert octets.chars().allMatch(c -> c <= 0xff) : "not an octet string";
    }

    /** The UTF-8 bytes of a text of any characters. */
    public static NgString ofText(String text) {
        return new NgString(new String(text.getBytes(UTF_8), ISO_8859_1));
    }

    public static NgString ofBytes(byte[] bytes) {
        return new NgString(new String(bytes, ISO_8859_1));
    }

    /** The bytes read as UTF-8, for people to read: bytes that are not UTF-8 become U+FFFD. */
    public String toText() {
        return new String(toBytes(), UTF_8);
    }

    public byte[] toBytes() {
        return octets.getBytes(ISO_8859_1);
    }
}
