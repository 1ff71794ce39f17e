package dev.patchbay.sdp;

import java.util.Locale;

/** The form of a certificate fingerprint in text (RFC 8122, section 5): hexadecimal pairs separated by colons. */
final class FingerprintText {

    private static final int CHARACTERS_PER_BYTE = 3;

    private FingerprintText() {}

    static boolean isHexWithColons(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean fits = i % CHARACTERS_PER_BYTE == 2 ? c == ':' : c < 128 && Character.digit(c, 16) >= 0;
            if (!fits) {
                return false;
            }
        }
        return text.length() % CHARACTERS_PER_BYTE == 2;
    }

    /** Whether a fingerprint of this length can be of the named hash function; true for a name we do not know. */
    static boolean fits(String hashFunction, int textLength) {
        int lengthBytes = switch (hashFunction.toLowerCase(Locale.ROOT)) {
            case "md2", "md5" -> 16;
            case "sha-1" -> 20;
            case "sha-224" -> 28;
            case "sha-256" -> 32;
            case "sha-384" -> 48;
            case "sha-512" -> 64;
            default -> 0;
        };
        return lengthBytes == 0 || textLength == lengthBytes * CHARACTERS_PER_BYTE - 1;
    }
}
