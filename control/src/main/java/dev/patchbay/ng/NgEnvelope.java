package dev.patchbay.ng;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.ngvalue.OctetBuffer;
import java.util.Optional;

/** A message as it travels: cookie, one space, payload. */
final class NgEnvelope {

    private final String cookie;
    private final byte[] message;
    private final int payloadOffset; // the message's length when there is no payload

    private NgEnvelope(byte[] message, int cookieLength) {
        this.cookie = new String(message, 0, cookieLength, ISO_8859_1);
        this.message = message;
        this.payloadOffset = cookieLength + 1;
    }

    /** Empty when the message has no cookie: no space, or a space at once. */
    static Optional<NgEnvelope> open(byte[] message) {
        for (int i = 0; i < message.length; i++) {
            if (message[i] == ' ') {
                return i == 0 ? Optional.empty() : Optional.of(new NgEnvelope(message, i));
            }
        }
        return Optional.empty();
    }

    /** What the reply begins with, an octet string of at least one char. */
    String cookie() {
        return cookie;
    }

    boolean hasPayload() {
        return payloadOffset < message.length;
    }

    /** Bencode when there is no payload. */
    NgEncoding encoding() {
        return hasPayload() ? NgEncoding.of(message[payloadOffset]) : NgEncoding.BENCODE;
    }

    NgDict readPayload() throws NgEncoding.NgDecodeException {
        return encoding().read(message, payloadOffset);
    }

    /** The reply to this message, in its form. */
    byte[] seal(NgDict reply) {
        OctetBuffer target = new OctetBuffer();
        target.append(cookie).append(' ');
        encoding().write(reply, target);
        return target.toByteArray();
    }

    /** The payload as text for a log line. */
    String payloadText() {
        return new String(message, payloadOffset, message.length - payloadOffset, ISO_8859_1);
    }
}
