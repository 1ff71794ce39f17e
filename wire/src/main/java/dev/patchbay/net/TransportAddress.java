package dev.patchbay.net;

import java.net.InetSocketAddress;

/**
 * An IP address and a UDP or TCP port (the "transport address" of RFC 8445).
 *
 * @param port 0..65535
 */
public record TransportAddress(IpAddress ip, int port) {

    public TransportAddress {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not within 0..65535");
        }
    }

    public static TransportAddress of(InetSocketAddress address) {
        return new TransportAddress(IpAddress.of(address.getAddress()), address.getPort());
    }

    /** For constants in code and tests. */
    public static TransportAddress of(String literal, int port) {
        return new TransportAddress(IpAddress.literal(literal), port);
    }

    public IpFamily family() {
        return ip.family();
    }

    public InetSocketAddress toInetSocketAddress() {
        return new InetSocketAddress(ip.toInetAddress(), port);
    }

    /** {@code 192.0.2.1:5000} or {@code [2001:db8::1]:5000}. */
    @Override
    public String toString() {
        return ip.family() == IpFamily.IPV6 ? "[" + ip + "]:" + port : ip + ":" + port;
    }
}
