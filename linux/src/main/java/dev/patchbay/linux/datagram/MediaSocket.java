package dev.patchbay.linux.datagram;

import dev.patchbay.net.TransportAddress;

/**
 * A bound UDP socket that belongs to one implementation of {@link DatagramIo}. Whoever bound it closes it: either by
 * {@link #close} before it was attached, or by {@link DatagramIo#detach} on the worker that serves it.
 */
public interface MediaSocket extends AutoCloseable {

    /** The address it is bound to, with the real port. */
    TransportAddress local();

    /**
     * Sets the IPv4 TOS byte or the IPv6 traffic class of what is sent. Any thread; without effect when closed or refused by the
     * system.
     *
     * @param value 0..255
     */
    void setTrafficClass(int value);

    /** After it was closed or detached: whether its port is free again. Any thread. */
    default boolean isReleased() {
        return true;
    }

    /**
     * Closes a socket that is not attached. Idempotent, any thread.
     *
     * @throws IllegalStateException when it is attached
     */
    @Override
    void close();
}
