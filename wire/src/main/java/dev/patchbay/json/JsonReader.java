package dev.patchbay.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.ngvalue.NgInteger;
import dev.patchbay.ngvalue.NgList;
import dev.patchbay.ngvalue.NgString;
import dev.patchbay.ngvalue.NgValue;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a JSON object (RFC 8259) as the dictionary of an ng message. Strings become octet strings of their UTF-8 bytes.
 *
 * <p>rtpengine: integers only (cut to 64 bits; a fraction or an exponent is an error), {@code true} and {@code false} are 1
 * and 0, {@code null} is an error, the last of two equal keys counts. Taken although not JSON, because rtpengine takes them:
 * strings in single quotes, line breaks and other control characters inside strings, an escape before any other character.
 */
public final class JsonReader {

    /** Arrays and objects inside each other. */
    public static final int MAX_DEPTH = 64;

    /** Values of one document, nested ones included. */
    public static final int MAX_ELEMENTS = 65_536;

    private final byte[] bytes;
    private final int start;
    private final int end;
    private int at;
    private int depth;
    private int elements;

    private JsonReader(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.start = offset;
        this.at = offset;
        this.end = offset + length;
    }

    public static NgDict readDict(byte[] bytes) throws JsonSyntaxException {
        return readDict(bytes, 0, bytes.length);
    }

    /** Reads the one object that the bytes hold; only white space may follow it. */
    public static NgDict readDict(byte[] bytes, int offset, int length) throws JsonSyntaxException {
        JsonReader reader = new JsonReader(bytes, offset, length);
        if (reader.next() != '{') {
            throw reader.malformed("object expected");
        }
        NgDict dict = reader.object();
        reader.skipSpace();
        if (reader.at < reader.end) {
            throw reader.malformed("end of document expected");
        }
        return dict;
    }

    private NgValue value() throws JsonSyntaxException {
        if (++elements > MAX_ELEMENTS) {
            throw malformed("more than " + MAX_ELEMENTS + " values");
        }
        byte first = next();
        return switch (first) {
            case '{' -> object();
            case '[' -> array();
            case '"', '\'' -> new NgString(string());
            case 't' -> word("true", 1);
            case 'f' -> word("false", 0);
            case 'n' -> throw malformed("null has no meaning in an ng message");
            default -> new NgInteger(integer());
        };
    }

    private NgDict object() throws JsonSyntaxException {
        enter();
        NgDict.Builder dict = NgDict.builder();
        boolean isFirst = true;
        while (hasMore('}', isFirst)) {
            byte quote = next();
            if (quote != '"' && quote != '\'') {
                throw malformed("key in quotes expected");
            }
            String key = string();
            expect(':');
            dict.put(key, value());
            isFirst = false;
        }
        depth--;
        return dict.build();
    }

    private NgList array() throws JsonSyntaxException {
        enter();
        List<NgValue> values = new ArrayList<>();
        while (hasMore(']', values.isEmpty())) {
            values.add(value());
        }
        depth--;
        return new NgList(values);
    }

    private void enter() throws JsonSyntaxException {
        if (++depth > MAX_DEPTH) {
            throw malformed("more than " + MAX_DEPTH + " levels");
        }
        at++;
    }

    /** Steps over the closing bracket, or over the comma before another element. */
    private boolean hasMore(char closing, boolean isFirst) throws JsonSyntaxException {
        if (next() == closing) {
            at++;
            return false;
        }
        if (!isFirst) {
            expect(',');
            if (next() == closing) {
                throw malformed("another element expected");
            }
        }
        return true;
    }

    private NgInteger word(String word, long meaning) throws JsonSyntaxException {
        for (int i = 0; i < word.length(); i++) {
            if (at + i >= end || bytes[at + i] != word.charAt(i)) {
                throw malformed("value expected");
            }
        }
        at += word.length();
        return new NgInteger(meaning);
    }

    private long integer() throws JsonSyntaxException {
        int first = at;
        boolean isNegative = bytes[at] == '-';
        if (isNegative) {
            at++;
        }
        int firstDigit = at;
        long value = 0;
        boolean isBeyond = false;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            int digit = bytes[at++] - '0';
            isBeyond |= value < (Long.MIN_VALUE + digit) / 10;
            value = isBeyond ? Long.MIN_VALUE : value * 10 - digit;
        }
        if (at == firstDigit) {
            at = first;
            throw malformed("value expected");
        }
        if (at < end && (bytes[at] == '.' || bytes[at] == 'e' || bytes[at] == 'E')) {
            throw malformed("integers only");
        }
        if (isNegative) {
            return value;
        }
        return value == Long.MIN_VALUE ? Long.MAX_VALUE : -value;
    }

    private String string() throws JsonSyntaxException {
        byte quote = bytes[at++];
        int first = at;
        while (at < end && bytes[at] != quote && bytes[at] != '\\') {
            at += bytes[at] >= 0 ? 1 : utf8Length();
        }
        if (at < end && bytes[at] == quote) {
            String string = new String(bytes, first, at - first, ISO_8859_1);
            at++;
            return string;
        }
        return escapedString(quote, first);
    }

    private String escapedString(byte quote, int first) throws JsonSyntaxException {
        StringBuilder octets = new StringBuilder(2 * (at - first) + 64);
        octets.append(new String(bytes, first, at - first, ISO_8859_1));
        while (at < end && bytes[at] != quote) {
            if (bytes[at] == '\\') {
                at++;
                appendEscaped(octets);
            } else {
                int length = bytes[at] >= 0 ? 1 : utf8Length();
                for (int i = 0; i < length; i++) {
                    octets.append((char) (bytes[at++] & 0xff));
                }
            }
        }
        if (at >= end) {
            throw malformed("string does not end");
        }
        at++;
        return octets.toString();
    }

    private void appendEscaped(StringBuilder octets) throws JsonSyntaxException {
        if (at >= end) {
            throw malformed("string does not end");
        }
        switch (bytes[at]) {
            case 'b' -> octets.append('\b');
            case 'f' -> octets.append('\f');
            case 'n' -> octets.append('\n');
            case 'r' -> octets.append('\r');
            case 't' -> octets.append('\t');
            case 'u' -> {
                appendUtf8(octets, escapedCodePoint());
                return;
            }
            default -> {
                if (bytes[at] < 0) {
                    return; // the character after the backslash stands for itself and is checked as UTF-8 by the caller
                }
                octets.append((char) bytes[at]);
            }
        }
        at++;
    }

    /** At the {@code u} of a unicode escape; takes the second half of a surrogate pair too. */
    private int escapedCodePoint() throws JsonSyntaxException {
        int first = at;
        char high = escapedUnit();
        if (!Character.isSurrogate(high)) {
            return high;
        }
        if (Character.isHighSurrogate(high) && at + 1 < end && bytes[at] == '\\' && bytes[at + 1] == 'u') {
            at++;
            char low = escapedUnit();
            if (Character.isLowSurrogate(low)) {
                return Character.toCodePoint(high, low);
            }
        }
        at = first;
        throw malformed("half of a surrogate pair");
    }

    private char escapedUnit() throws JsonSyntaxException {
        int unit = 0;
        for (int i = 1; i <= 4; i++) {
            int digit = at + i < end ? Character.digit((char) (bytes[at + i] & 0x7f), 16) : -1;
            if (digit < 0 || bytes[at + i] < 0) {
                throw malformed("four hexadecimal digits expected");
            }
            unit = (unit << 4) | digit;
        }
        at += 5;
        return (char) unit;
    }

    private static void appendUtf8(StringBuilder octets, int codePoint) {
        if (codePoint < 0x80) {
            octets.append((char) codePoint);
        } else {
            octets.append(NgString.ofText(Character.toString(codePoint)).octets());
        }
    }

    private int utf8Length() throws JsonSyntaxException {
        int length = Utf8.sequenceLength(bytes, at, end);
        if (length == 0) {
            throw malformed("not UTF-8");
        }
        return length;
    }

    private void expect(char wanted) throws JsonSyntaxException {
        if (next() != wanted) {
            throw malformed("'" + wanted + "' expected");
        }
        at++;
    }

    /** The next byte that is not white space, without stepping over it. */
    private byte next() throws JsonSyntaxException {
        skipSpace();
        if (at >= end) {
            throw malformed("document ends too early");
        }
        return bytes[at];
    }

    private void skipSpace() {
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
            at++;
        }
    }

    private JsonSyntaxException malformed(String what) {
        return new JsonSyntaxException(at - start, what);
    }
}
