package dev.patchbay.sip.rtpengine;

/** A function that cannot be carried out: the message or the flags lack something. */
final class CommandRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    CommandRefusedException(String message) {
        super(message, null, false, false);
    }
}
