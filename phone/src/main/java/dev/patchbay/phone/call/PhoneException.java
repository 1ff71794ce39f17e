package dev.patchbay.phone.call;

/** The phone could not be set up: options that do not fit, an address or port that cannot be had. The message is for the user. */
public final class PhoneException extends Exception {

    private static final long serialVersionUID = 1L;

    public PhoneException(String message) {
        super(message, null, false, false);
    }
}
