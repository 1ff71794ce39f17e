package dev.patchbay.daemon.option;

/** An option that cannot be obeyed. The message is for the user: what, where it was written, what is allowed. No stack trace. */
public final class OptionException extends Exception {

    private static final long serialVersionUID = 1;

    public OptionException(String message) {
        super(message, null, false, false);
    }

    /** @param refused says what is wrong with the value */
    static OptionException of(Option option, String origin, IllegalArgumentException refused) {
        return new OptionException("option --" + option.name() + ": " + refused.getMessage() + " (" + origin + ")");
    }
}
