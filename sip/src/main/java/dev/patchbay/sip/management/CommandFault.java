package dev.patchbay.sip.management;

/** A command's answer when it did not do what was asked: a number and a text, as the module has them. Without stack trace. */
public final class CommandFault extends Exception {

    private static final long serialVersionUID = 1L;

    private final int code;

    public CommandFault(int code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** Arguments that are missing, too many, or of the wrong kind, in JSON-RPC's own words. */
    static CommandFault invalidParams() {
        return new CommandFault(-32602, "Invalid params");
    }
}
