package dev.patchbay.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.ngvalue.NgInteger;
import dev.patchbay.ngvalue.NgList;
import dev.patchbay.ngvalue.NgString;
import dev.patchbay.ngvalue.NgValue;
import dev.patchbay.ngvalue.OctetBuffer;

/**
 * Writes one JSON document piece by piece, without spaces. The caller keeps names and values in turn; commas come by
 * themselves. One thread.
 */
public final class JsonWriter {

    private static final byte[] REPLACEMENT = "\uFFFD".getBytes(UTF_8);

    private final OctetBuffer target;
    private boolean needsComma;

    public JsonWriter(OctetBuffer target) {
        this.target = target;
    }

    public static byte[] toBytes(NgValue value) {
        OctetBuffer target = new OctetBuffer();
        new JsonWriter(target).value(value);
        return target.toByteArray();
    }

    public JsonWriter beginObject() {
        return open('{');
    }

    public JsonWriter endObject() {
        return close('}');
    }

    public JsonWriter beginArray() {
        return open('[');
    }

    public JsonWriter endArray() {
        return close(']');
    }

    /** The name of the next value, as text. */
    public JsonWriter name(String text) {
        return nameOctets(text.getBytes(UTF_8));
    }

    public JsonWriter value(String text) {
        comma();
        quoted(text.getBytes(UTF_8));
        needsComma = true;
        return this;
    }

    public JsonWriter value(long number) {
        return literal(Long.toString(number));
    }

    public JsonWriter value(boolean truth) {
        return literal(Boolean.toString(truth));
    }

    /** A value that is JSON already, such as a number with a fixed count of decimals. */
    public JsonWriter literal(String json) {
        comma();
        target.append(json);
        needsComma = true;
        return this;
    }

    /** A tree whose strings are octets; bytes that are not UTF-8 are written as U+FFFD. */
    public JsonWriter value(NgValue value) {
        switch (value) {
            case NgInteger integer -> value(integer.value());
            case NgString string -> {
                comma();
                quoted(string.toBytes());
                needsComma = true;
            }
            case NgList list -> {
                beginArray();
                list.values().forEach(this::value);
                endArray();
            }
            case NgDict dict -> {
                beginObject();
                for (int i = 0; i < dict.size(); i++) {
                    nameOctets(dict.keyAt(i).getBytes(ISO_8859_1));
                    value(dict.valueAt(i));
                }
                endObject();
            }
        }
        return this;
    }

    private JsonWriter nameOctets(byte[] octets) {
        comma();
        quoted(octets);
        target.append(':');
        needsComma = false;
        return this;
    }

    private JsonWriter open(char bracket) {
        comma();
        target.append(bracket);
        needsComma = false;
        return this;
    }

    private JsonWriter close(char bracket) {
        target.append(bracket);
        needsComma = true;
        return this;
    }

    private void comma() {
        if (needsComma) {
            target.append(',');
        }
    }

    private void quoted(byte[] octets) {
        target.append('"');
        int plainFrom = 0;
        int at = 0;
        while (at < octets.length) {
            int length = Utf8.sequenceLength(octets, at, octets.length);
            if (length > 1 || (length == 1 && isPlain(octets[at]))) {
                at += length;
                continue;
            }
            target.append(octets, plainFrom, at - plainFrom);
            if (length == 0) {
                target.append(REPLACEMENT);
            } else {
                escape((char) octets[at]);
            }
            plainFrom = ++at;
        }
        target.append(octets, plainFrom, at - plainFrom).append('"');
    }

    private static boolean isPlain(byte ascii) {
        return ascii >= ' ' && ascii != '"' && ascii != '\\' && ascii != 0x7f;
    }

    private void escape(char ascii) {
        target.append('\\');
        switch (ascii) {
            case '"', '\\' -> target.append(ascii);
            case '\b' -> target.append('b');
            case '\f' -> target.append('f');
            case '\n' -> target.append('n');
            case '\r' -> target.append('r');
            case '\t' -> target.append('t');
            default -> target.append("u00")
                    .append(Character.forDigit(ascii >> 4, 16))
                    .append(Character.forDigit(ascii & 0xf, 16));
        }
    }
}
