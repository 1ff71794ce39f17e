package dev.patchbay.sip.database;

/** The database did not give what was asked for; the message says which database, what was asked, and what it said. No passwords. */
public final class DatabaseException extends Exception {

    private static final long serialVersionUID = 1L;

    public DatabaseException(String message, Throwable cause) {
        super(message + ": " + rootOf(cause), cause);
    }

    public DatabaseException(String message) {
        super(message);
    }

    /** The pool wraps what the driver said in words about the pool. */
    private static String rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }
}
