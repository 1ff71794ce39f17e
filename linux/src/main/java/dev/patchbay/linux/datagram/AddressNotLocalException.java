package dev.patchbay.linux.datagram;

import java.net.BindException;

/**
 * The address that a socket was to be bound to is none of this host's, or not yet: a floating one may be with the other machine of a
 * pair. No other port of it can be bound either.
 */
public final class AddressNotLocalException extends BindException {

    private static final long serialVersionUID = 1L;

    public AddressNotLocalException(String message) {
        super(message);
    }
}
