package dev.patchbay.relay;

import dev.patchbay.net.IpAddress;
import dev.patchbay.net.IpFamily;
import dev.patchbay.net.TransportAddress;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Where to listen or to send, as written in an option: {@code [HOST:]PORT}. HOST is an IP address (IPv6 with or without brackets)
 * or a DNS name; without it, all addresses of the machine are meant.
 *
 * @param host address or name without brackets
 * @param port 0..65535; 0 when listening lets the system choose
 */
public record HostPort(Optional<String> host, int port) {

    /** RFC 1035, section 2.3.4. */
    static final int MAX_HOST_LENGTH = 255;

    public HostPort {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not within 0..65535");
        }
        host.ifPresent(HostPort::checkHost);
    }

    /** A literal address or a name, and a port. */
    public static HostPort of(String host, int port) {
        return new HostPort(Optional.of(host), port);
    }

    /** All addresses of the machine, both families. */
    public static HostPort anyAddress(int port) {
        return new HostPort(Optional.empty(), port);
    }

    /**
     * Reads {@code 2223}, {@code 127.0.0.1:2223}, {@code [::1]:2223}, {@code ::1:2223} or {@code localhost:2223}.
     *
     * @throws IllegalArgumentException with what is wrong, for anything else
     */
    public static HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        int port = parsePort(text, text.substring(colon + 1));
        if (colon < 0) {
            return anyAddress(port);
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        if (host.indexOf(':') >= 0 && IpAddress.parse(host).isEmpty()) {
            throw new IllegalArgumentException("'" + host + "' in '" + text + "' is not an IPv6 address");
        }
        return of(host, port);
    }

    private static int parsePort(String text, String digits) {
        boolean numeric = !digits.isEmpty() && digits.length() <= 5 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!numeric || Integer.parseInt(digits) > 65535) {
            throw new IllegalArgumentException("'" + text + "' is not [ADDRESS:]PORT with a port of 0..65535");
        }
        return Integer.parseInt(digits);
    }

    private static void checkHost(String host) {
        if (host.isEmpty() || host.length() > MAX_HOST_LENGTH) {
            throw new IllegalArgumentException("a host must have 1.." + MAX_HOST_LENGTH + " characters: '" + host + "'");
        }
        if (host.chars().anyMatch(c -> c <= ' ' || c == '/' || c == '[' || c == ']' || c == '*')) {
            throw new IllegalArgumentException("'" + host + "' is neither an IP address nor a host name");
        }
        // No name ends in a label of digits (RFC 3696, section 2): nobody need ask DNS for 300.1.1.1.
        String lastLabel = host.substring(host.lastIndexOf('.') + 1);
        boolean isNumeric = !lastLabel.isEmpty() && lastLabel.chars().allMatch(c -> c >= '0' && c <= '9');
        if (isNumeric && IpAddress.parse(host).isEmpty()) {
            throw new IllegalArgumentException("'" + host + "' is not an IPv4 address");
        }
    }

    /**
     * The addresses meant: the given one, the first one of the name, or both unspecified addresses when there is no host.
     * May block on DNS.
     *
     * @throws IOException when the name cannot be resolved
     */
    public List<TransportAddress> resolve(HostNetwork network) throws IOException {
        if (host.isEmpty()) {
            return List.of(
                    new TransportAddress(new IpAddress(IpFamily.IPV4, 0, 0), port),
                    new TransportAddress(new IpAddress(IpFamily.IPV6, 0, 0), port));
        }
        return List.of(new TransportAddress(resolveHost(network, host.get()), port));
    }

    private static IpAddress resolveHost(HostNetwork network, String host) throws IOException {
        Optional<IpAddress> literal = IpAddress.parse(host);
        return literal.isPresent() ? literal.get() : network.lookup(host).getFirst();
    }

    /** The form that {@link #parse} reads. */
    @Override
    public String toString() {
        return host.map(name -> name.indexOf(':') >= 0 ? "[" + name + "]:" + port : name + ":" + port)
                .orElseGet(() -> Integer.toString(port));
    }
}
