package dev.patchbay.linux.datagram;

/** Called by {@link DatagramIo#poll} on the owner thread. It must not block. */
@FunctionalInterface
public interface DatagramHandler {

    /** A datagram, while the handler runs. */
    void onDatagram(Datagram datagram);

    /**
     * Datagrams were taken from the kernel, of which none was handed out yet: whatever happened before they arrived has happened by
     * now. The handler may attach and detach sockets here; datagrams of a socket that it detaches are not handed out.
     */
    default void onReceived() {}
}
