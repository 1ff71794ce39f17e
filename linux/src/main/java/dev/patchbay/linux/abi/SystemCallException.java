package dev.patchbay.linux.abi;

import java.io.IOException;

/** A system call that failed: the message holds the operation, what it was done to and the errno name. */
public final class SystemCallException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int errno;

    /**
     * @param operation what was done to what, e.g. {@code bind 192.0.2.1:5000}
     * @param result the negated errno, as {@link SystemCalls} returns it
     */
    public SystemCallException(String operation, int result) {
        super(text(operation, result));
        this.errno = -result;
    }

    /** The message for an exception of another class: {@code bind 192.0.2.1:5000: EADDRNOTAVAIL}. */
    public static String text(String operation, int result) {
        return operation + ": " + Errno.name(-result);
    }

    /** See {@link Errno}. */
    public int errno() {
        return errno;
    }
}
