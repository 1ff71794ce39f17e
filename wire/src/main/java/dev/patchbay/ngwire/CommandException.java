package dev.patchbay.ngwire;

/** A request that is refused. The message is the exact {@code error-reason} that goes over the wire: clients compare some of them. */
public final class CommandException extends Exception {

    private static final long serialVersionUID = 1L;

    public CommandException(String errorReason) {
        super(errorReason, null, false, false);
    }

    /** The exact {@code error-reason}. */
    public String errorReason() {
        return String.valueOf(getMessage());
    }
}
