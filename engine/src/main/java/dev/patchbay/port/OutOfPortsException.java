package dev.patchbay.port;

/** No run of ports could be had on an interface. */
public final class OutOfPortsException extends Exception {

    private static final long serialVersionUID = 1L;

    OutOfPortsException(String message) {
        super(message, null, false, false);
    }
}
