package dev.patchbay.phone.call;

import dev.patchbay.net.IpAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Which of this machine's addresses a phone uses. */
final class LocalAddress {

    private static final int ANY_PORT = 5060;

    private LocalAddress() {}

    /** @param host a name or literal of this machine */
    static IpAddress named(String host) throws PhoneException {
        return IpAddress.of(resolve(host));
    }

    /** The address that packets to a host would bear as their source; none is sent. */
    static IpAddress towards(String host) throws PhoneException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(resolve(host), ANY_PORT));
            return IpAddress.of(socket.getLocalAddress());
        } catch (IOException | UncheckedIOException e) {
            throw new PhoneException("there is no way to " + host + ": " + e.getMessage());
        }
    }

    private static InetAddress resolve(String host) throws PhoneException {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new PhoneException("unknown host '" + host + "'");
        }
    }
}
