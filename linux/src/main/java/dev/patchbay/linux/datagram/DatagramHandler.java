package dev.patchbay.linux.datagram;

/** Called by {@link DatagramIo#poll} for each datagram, on the owner thread. It must not block. */
@FunctionalInterface
public interface DatagramHandler {
    void onDatagram(Datagram datagram);
}
