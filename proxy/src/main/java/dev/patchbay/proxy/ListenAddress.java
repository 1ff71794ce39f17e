package dev.patchbay.proxy;

import dev.patchbay.net.IpAddress;
import dev.patchbay.net.TransportAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the proxy listens.
 *
 * @param address a real one, as it is written into Via and Record-Route: not unspecified, and with a port
 */
public record ListenAddress(SipTransport transport, TransportAddress address) {

    private static final Pattern FORM = Pattern.compile("([a-zA-Z]+):(?:\\[([0-9A-Fa-f:.]+)]|([0-9.]+))(?::([0-9]{1,5}))?");
    private static final int MAX_PORT = 65_535;

    public ListenAddress {
        if (address.ip().isUnspecified() || address.port() == 0) {
            throw new IllegalArgumentException("listen address " + transport.parameter() + ":" + address
                    + " cannot be told to others: name one address of this host and a port");
        }
    }

    /**
     * Reads {@code udp:127.0.0.1:5060} or {@code tcp:[::1]}; without port the transport's default.
     *
     * @throws IllegalArgumentException for anything else; the message says what is allowed
     */
    public static ListenAddress parse(String text) {
        Matcher form = FORM.matcher(text);
        if (form.matches()) {
            Optional<SipTransport> transport = SipTransport.of(form.group(1));
            Optional<IpAddress> ip = IpAddress.parse(form.group(2) == null ? form.group(3) : form.group(2));
            if (transport.isPresent() && ip.isPresent()) {
                int port = form.group(4) == null ? transport.get().defaultPort() : Integer.parseInt(form.group(4));
                if (port <= MAX_PORT) {
                    return new ListenAddress(transport.get(), new TransportAddress(ip.get(), port));
                }
            }
        }
        throw new IllegalArgumentException("listen address '" + text
                + "' is not TRANSPORT:ADDRESS[:PORT] with one of udp, tcp, tls, ws, wss, such as udp:127.0.0.1:5060 or tcp:[::1]:5060");
    }

    @Override
    public String toString() {
        return transport.parameter() + ":" + address;
    }
}
