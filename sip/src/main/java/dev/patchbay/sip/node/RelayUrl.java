package dev.patchbay.sip.node;

import dev.patchbay.net.IpFamily;
import java.util.Optional;

/**
 * The address of a relay.
 *
 * @param text exactly as configured, without weight: management commands name a relay by it
 * @param host a name or an address without brackets; empty for Unix sockets
 * @param port 1..65535; 0 for Unix sockets
 * @param family the address family asked for ({@code udp6:} or an IPv6 literal); empty = whatever the name gives
 * @param path of a Unix socket, or the path of an HTTP or WebSocket URL, which begins with a slash
 */
public record RelayUrl(String text, RelayTransport transport, String host, int port, Optional<IpFamily> family, String path) {

    /** Where control commands go when a URL has no port. */
    public static final int DEFAULT_PORT = 22222;

    public RelayUrl {
        if (transport == RelayTransport.UNIX ? path.isEmpty() : host.isEmpty() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException("not a relay's address: '" + text + "'");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
