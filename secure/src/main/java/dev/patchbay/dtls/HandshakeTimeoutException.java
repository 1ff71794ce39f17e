package dev.patchbay.dtls;

import java.io.IOException;

/** The peer did not answer in time. */
final class HandshakeTimeoutException extends IOException {

    private static final long serialVersionUID = 1L;

    HandshakeTimeoutException(String message) {
        super(message);
    }
}
