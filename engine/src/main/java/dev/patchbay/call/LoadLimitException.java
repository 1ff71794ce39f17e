package dev.patchbay.call;

/** A new call is refused because the relay is full. The message is the text that goes over the wire. */
public final class LoadLimitException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What an old client is told for every limit. */
    public static final String SESSIONS = "Parallel session limit reached";
    static final String CPU = "CPU usage limit exceeded";
    static final String LOAD = "Load limit exceeded";
    static final String BANDWIDTH = "Bandwidth limit exceeded";

    LoadLimitException(String message) {
        super(message, null, false, false);
    }
}
