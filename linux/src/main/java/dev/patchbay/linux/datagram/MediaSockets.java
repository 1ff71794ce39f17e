package dev.patchbay.linux.datagram;

import dev.patchbay.net.TransportAddress;
import java.io.IOException;

/** Binds media sockets and opens the pollers that serve them: one instance per process and tier. Any thread. */
public interface MediaSockets {

    /**
     * Binds a UDP socket to exactly this address.
     *
     * @throws AddressNotLocalException when the address is not of this host
     * @throws java.net.BindException when the port is taken
     * @throws IOException for anything else (no descriptors left, …), with errno name and address in the message
     */
    MediaSocket bind(TransportAddress local) throws IOException;

    /** Opens the poller of one worker; the worker's thread must be the only one to use it afterwards. */
    DatagramIo openIo() throws IOException;

    /** Which implementation this is, for the log line and the metric, e.g. {@code epoll} or {@code nio}. */
    String tier();
}
