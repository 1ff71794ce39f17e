package dev.patchbay.phone.call;

import java.util.OptionalInt;

/**
 * An address as a user writes it: {@code name}, {@code 192.0.2.1:5060}, {@code [2001:db8::1]:5060}.
 *
 * @param host a name or a literal, IPv6 without brackets; may be empty
 */
public record HostAndPort(String host, OptionalInt port) {

    private static final int MAX_PORT = 65535;

    /** @throws IllegalArgumentException if the port is none */
    public static HostAndPort parse(String text) {
        int bracket = text.indexOf(']');
        boolean isBareIpv6 = bracket < 0 && text.indexOf(':') != text.lastIndexOf(':');
        int colon = isBareIpv6 ? -1 : text.indexOf(':', Math.max(0, bracket));
        String host = colon < 0 ? text : text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        return new HostAndPort(host, colon < 0 ? OptionalInt.empty() : OptionalInt.of(port(text.substring(colon + 1))));
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= MAX_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number out of range.
        }
        throw new IllegalArgumentException("'" + text + "' is not a port within 0.." + MAX_PORT);
    }

    /** As in a URI: IPv6 in brackets. */
    public String uriHost() {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }

    @Override
    public String toString() {
        return port.isPresent() ? uriHost() + ":" + port.getAsInt() : uriHost();
    }
}
