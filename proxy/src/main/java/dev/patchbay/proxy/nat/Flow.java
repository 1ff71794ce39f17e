package dev.patchbay.proxy.nat;

import dev.patchbay.net.IpAddress;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.proxy.SipTransport;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The way to a peer as the network shows it: where its messages come from, and what is sent there reaches it. Of a reliable transport
 * it is a connection the peer has opened, which cannot be opened the other way round (the flows of RFC 5626).
 */
public record Flow(SipTransport transport, TransportAddress peer) {

    private static final Pattern URI =
            Pattern.compile("sip:(?<ip>[0-9.]+|\\[[0-9A-Fa-f:.]+]):(?<port>[0-9]{1,5});transport=(?<transport>[a-z]+)");

    private static final int MAX_PORT = 65_535;

    /** {@code sip:192.0.2.1:5060;transport=udp}: what tables of locations have in their column {@code received}. */
    public String toUri() {
        return "sip:" + peer + ";transport=" + transport.parameter();
    }

    /** Reads what {@link #toUri} prints; empty for anything else. */
    public static Optional<Flow> parseUri(String text) {
        Matcher uri = URI.matcher(text);
        return uri.matches()
                ? SipTransport.of(uri.group("transport")).flatMap(t -> of(t, uri.group("ip"), uri.group("port")))
                : Optional.empty();
    }

    /** @param ip a literal, of IPv6 in brackets; empty if it is none, or the port none */
    static Optional<Flow> of(SipTransport transport, String ip, String port) {
        String literal = ip.startsWith("[") && ip.endsWith("]") ? ip.substring(1, ip.length() - 1) : ip;
        boolean isPort = port.matches("[0-9]{1,5}") && Integer.parseInt(port) > 0 && Integer.parseInt(port) <= MAX_PORT;
        return isPort
                ? IpAddress.parse(literal).map(a -> new Flow(transport, new TransportAddress(a, Integer.parseInt(port))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return toUri();
    }
}
