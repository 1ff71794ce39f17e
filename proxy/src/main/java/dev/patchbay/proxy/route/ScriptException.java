package dev.patchbay.proxy.route;

/** A script cannot be used; the message tells its author why. */
public final class ScriptException extends Exception {

    private static final long serialVersionUID = 1;

    public ScriptException(String message) {
        super(message);
    }

    public ScriptException(String message, Throwable cause) {
        super(message, cause);
    }
}
