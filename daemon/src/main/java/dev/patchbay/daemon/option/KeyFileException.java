package dev.patchbay.daemon.option;

/** A key file that cannot be read: what is wrong in which line. No stack trace. */
final class KeyFileException extends Exception {

    private static final long serialVersionUID = 1;

    private final int line;

    /** @param line 1-based */
    KeyFileException(int line, String message) {
        super(message, null, false, false);
        this.line = line;
    }

    int line() {
        return line;
    }
}
