package dev.patchbay.sip.client;

import java.io.IOException;

/** What a relay sent is no message of its protocol. */
public final class UnreadableReplyException extends IOException {

    private static final long serialVersionUID = 1L;

    UnreadableReplyException(String message) {
        super(message);
    }
}
