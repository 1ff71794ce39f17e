package dev.patchbay.sip.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Optional;

/** A message as it travels: cookie, one space, payload. */
final class Envelope {

    /** What the longest cookie of ours could be, with room: what is longer is none of ours. */
    private static final int MAX_COOKIE = 100;

    private final String cookie;
    private final byte[] payload;

    Envelope(String cookie, byte[] payload) {
        this.cookie = cookie;
        this.payload = payload;
    }

    String cookie() {
        return cookie;
    }

    byte[] payload() {
        return payload;
    }

    byte[] toBytes() {
        byte[] head = (cookie + " ").getBytes(ISO_8859_1);
        byte[] message = Arrays.copyOf(head, head.length + payload.length);
        System.arraycopy(payload, 0, message, head.length, payload.length);
        return message;
    }

    /** Empty when there is no cookie. */
    static Optional<Envelope> open(byte[] message, int offset, int length) {
        int end = offset + length;
        for (int at = offset; at < Math.min(end, offset + MAX_COOKIE); at++) {
            if (message[at] == ' ') {
                return Optional.of(new Envelope(
                        new String(message, offset, at - offset, ISO_8859_1), Arrays.copyOfRange(message, at + 1, end)));
            }
        }
        return Optional.empty();
    }
}
