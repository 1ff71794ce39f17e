package dev.patchbay.sip.flag;

/** A flags string that the module refuses; the message says which token, why, and what is allowed. */
public final class FlagException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String text;

    FlagException(String token, String what) {
        super("flag '" + token + "': " + what, null, false, false);
        text = "flag '" + token + "': " + what;
    }

    /** The message. */
    public String text() {
        return text;
    }
}
