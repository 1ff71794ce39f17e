package dev.patchbay.bencode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.ngvalue.NgInteger;
import dev.patchbay.ngvalue.NgList;
import dev.patchbay.ngvalue.NgString;
import dev.patchbay.ngvalue.NgValue;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one bencode value after another from an array, in one pass.
 *
 * <p>rtpengine: keys in any order, the first of two equal keys counts, an integer may carry a plus sign and is cut to 64
 * bits, leading zeros are refused. Bytes behind the value are left alone: {@link #position} tells where they begin.
 */
public final class BencodeReader {

    /** Lists and dictionaries inside each other. */
    public static final int MAX_DEPTH = 64;

    /** Values of one message, nested ones included. */
    public static final int MAX_ELEMENTS = 65_536;

    /** Length of one string in bytes. */
    public static final int MAX_STRING_BYTES = 1 << 24;

    private final byte[] bytes;
    private final int start;
    private final int end;
    private int at;
    private int depth;
    private int elements;

    public BencodeReader(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.start = offset;
        this.at = offset;
        this.end = offset + length;
    }

    /** Reads a dictionary from the start of the array and ignores what follows it. */
    public static NgDict readDict(byte[] bytes) throws BencodeSyntaxException {
        return new BencodeReader(bytes, 0, bytes.length).readDict();
    }

    /** Bytes read so far: the offset of the next value, counted from where the reader began. */
    public int position() {
        return at - start;
    }

    public NgDict readDict() throws BencodeSyntaxException {
        int first = at;
        if (readValue() instanceof NgDict dict) {
            return dict;
        }
        throw malformed(first, "dictionary expected");
    }

    public NgValue readValue() throws BencodeSyntaxException {
        depth = 0;
        elements = 0;
        return value();
    }

    private NgValue value() throws BencodeSyntaxException {
        byte first = peek();
        if (++elements > MAX_ELEMENTS) {
            throw malformed(at, "more than " + MAX_ELEMENTS + " values");
        }
        return switch (first) {
            case 'd' -> dict();
            case 'l' -> list();
            case 'i' -> new NgInteger(integer());
            default -> new NgString(string());
        };
    }

    private NgDict dict() throws BencodeSyntaxException {
        enter();
        NgDict.Builder dict = NgDict.builder();
        while (peek() != 'e') {
            String key = string();
            dict.putIfAbsent(key, value());
        }
        leave();
        return dict.build();
    }

    private NgList list() throws BencodeSyntaxException {
        enter();
        List<NgValue> values = new ArrayList<>();
        while (peek() != 'e') {
            values.add(value());
        }
        leave();
        return new NgList(values);
    }

    private void enter() throws BencodeSyntaxException {
        if (++depth > MAX_DEPTH) {
            throw malformed(at, "more than " + MAX_DEPTH + " levels");
        }
        at++;
    }

    private void leave() {
        depth--;
        at++;
    }

    private long integer() throws BencodeSyntaxException {
        at++;
        boolean isNegative = peek() == '-';
        if (isNegative || peek() == '+') {
            at++;
        }
        int firstDigit = at;
        long value = 0;
        boolean isBeyond = false;
        while (peek() != 'e') {
            int digit = digit("integer");
            isBeyond |= value < (Long.MIN_VALUE + digit) / 10;
            value = isBeyond ? Long.MIN_VALUE : value * 10 - digit;
        }
        checkDigits(firstDigit, "integer");
        at++;
        if (isNegative) {
            return value;
        }
        return value == Long.MIN_VALUE ? Long.MAX_VALUE : -value;
    }

    private String string() throws BencodeSyntaxException {
        int first = at;
        int length = 0;
        while (peek() != ':') {
            length = length * 10 + digit("value");
            if (length > MAX_STRING_BYTES) {
                throw malformed(first, "string of more than " + MAX_STRING_BYTES + " bytes");
            }
        }
        checkDigits(first, "string length");
        at++;
        if (length > end - at) {
            throw new BencodeSyntaxException(first - start, "string ends after the last byte", true);
        }
        String string = new String(bytes, at, length, ISO_8859_1);
        at += length;
        return string;
    }

    private int digit(String what) throws BencodeSyntaxException {
        int digit = bytes[at] - '0';
        if (digit < 0 || digit > 9) {
            throw malformed(at, "not a bencode " + what);
        }
        at++;
        return digit;
    }

    private void checkDigits(int firstDigit, String what) throws BencodeSyntaxException {
        if (at == firstDigit) {
            throw malformed(at, what + " without digits");
        }
        if (bytes[firstDigit] == '0' && at - firstDigit > 1) {
            throw malformed(firstDigit, what + " with leading zero");
        }
    }

    private byte peek() throws BencodeSyntaxException {
        if (at >= end) {
            throw new BencodeSyntaxException(at - start, "message ends too early", true);
        }
        return bytes[at];
    }

    private BencodeSyntaxException malformed(int where, String what) {
        return new BencodeSyntaxException(where - start, what, false);
    }
}
