package dev.patchbay.sdp;

/**
 * Reads space-separated tokens from the value of one line, left to right. Runs of spaces count as one: peers do send them.
 * Not for sharing: one cursor, one parse.
 */
final class TextCursor {

    static final int NONE = -1;

    private static final int MAX_PAYLOAD_TYPE = 127;

    private final String text;
    private int at;

    TextCursor(String text) {
        this.text = text;
    }

    /** 0..127, or {@link #NONE} for anything else, such as {@code t38} or {@code +8}. */
    static int payloadType(String token) {
        return (int) number(token, 0, token.length(), MAX_PAYLOAD_TYPE);
    }

    /** The number that is all of {@code text[from, to)}: decimal digits only, at most {@code max}; else {@link #NONE}. */
    static long number(String text, int from, int to, long max) {
        long value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return NONE;
            }
            value = value * 10 + (c - '0');
            if (value > max) {
                return NONE;
            }
        }
        return from < to ? value : NONE;
    }

    /** 0-based position of the next character to read, spaces skipped or not as the last call left it. */
    int position() {
        return at;
    }

    /** Skips spaces and tells whether nothing is left. */
    boolean isAtEnd() {
        skipSpaces();
        return at == text.length();
    }

    /** The next token, empty at the end. */
    String token() {
        skipSpaces();
        int start = at;
        at = endOfToken();
        return text.substring(start, at);
    }

    /** The next token as a number of 0..max; {@link #NONE} if it is none, and then it is consumed as well. */
    long number(long max) {
        skipSpaces();
        int start = at;
        at = endOfToken();
        return number(text, start, at, max);
    }

    int intNumber(int max) {
        return (int) number(max);
    }

    /** Consumes the next token if it is this one. */
    boolean skip(String token) {
        skipSpaces();
        int end = endOfToken();
        if (end - at != token.length() || !text.startsWith(token, at)) {
            return false;
        }
        at = end;
        return true;
    }

    /** All that is left, verbatim but for the one space that ended the last token. */
    String rest() {
        int start = at < text.length() && text.charAt(at) == ' ' ? at + 1 : at;
        at = text.length();
        return text.substring(start);
    }

    private void skipSpaces() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private int endOfToken() {
        int end = text.indexOf(' ', at);
        return end < 0 ? text.length() : end;
    }
}
