package dev.patchbay.json;

/** Well-formed UTF-8 (Unicode, table 3-7). */
final class Utf8 {

    private Utf8() {}

    /** The bytes of the character at {@code at}, 1..4; 0 when it is not well formed or cut off at {@code end}. */
    static int sequenceLength(byte[] bytes, int at, int end) {
        int lead = bytes[at] & 0xff;
        if (lead < 0x80) {
            return 1;
        }
        int length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
        if (length == 0 || length > end - at) {
            return 0;
        }
        // The second byte keeps out overlong forms, surrogates and what lies beyond U+10FFFF.
        int second = bytes[at + 1] & 0xff;
        int lowest =
                switch (lead) {
                    case 0xe0 -> 0xa0;
                    case 0xf0 -> 0x90;
                    default -> 0x80;
                };
        int highest =
                switch (lead) {
                    case 0xed -> 0x9f;
                    case 0xf4 -> 0x8f;
                    default -> 0xbf;
                };
        if (second < lowest || second > highest) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if ((bytes[at + i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return length;
    }
}
