package dev.patchbay.sip.node;

/** A socket list that is not one; the message says what is wrong, where, and what is allowed. */
public final class SocketListSyntaxException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    SocketListSyntaxException(String message) {
        super(message);
    }
}
