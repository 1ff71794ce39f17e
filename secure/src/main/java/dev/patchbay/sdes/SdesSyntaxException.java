package dev.patchbay.sdes;

/** An {@code a=crypto} attribute that cannot be used. The message says why and never holds a key. */
public final class SdesSyntaxException extends Exception {

    private static final long serialVersionUID = 1;

    public SdesSyntaxException(String message) {
        super(message, null, false, false);
    }
}
