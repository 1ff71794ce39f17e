package dev.patchbay.sip.message;

/** Bytes that are no SIP message. */
public final class SipSyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    SipSyntaxException(String message) {
        super(message);
    }
}
