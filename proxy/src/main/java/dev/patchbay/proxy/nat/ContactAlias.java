package dev.patchbay.proxy.nat;

import dev.patchbay.net.IpAddress;
import dev.patchbay.net.IpFamily;
import dev.patchbay.proxy.SipTransport;
import dev.patchbay.proxy.header.Headers;
import java.text.ParseException;
import java.util.Optional;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;
import javax.sip.header.RouteHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;

/**
 * Parameter {@code alias} of a Contact URI: the flow that leads to the peer, where its own address does not (NAT, or {@code *.invalid}
 * of a browser). The other side sends requests of the dialog to this URI, and the proxy takes the parameter off again and follows it.
 * The form is Kamailio's, {@code 192.0.2.1~5060~1}, so that such proxies may stand side by side.
 */
public final class ContactAlias {

    private static final String PARAMETER = "alias";

    /** Kamailio's number of a transport is its place here; there is none at 0, and SCTP at 4. */
    private static final String[] NUMBERS = {"", "UDP", "TCP", "TLS", "SCTP", "WS", "WSS"};

    private ContactAlias() {}

    /**
     * Puts the flow into the SIP URIs of all Contacts, where they do not name it themselves. Only for a message that came from the
     * peer itself, not over another proxy; whatever alias the peer wrote is gone, so that it cannot send others anywhere.
     */
    public static void add(Message message, Flow flow) {
        for (ContactHeader contact : Headers.all(message, ContactHeader.NAME, ContactHeader.class)) {
            if (!contact.isWildCard() && contact.getAddress().getURI() instanceof SipURI uri) {
                uri.removeParameter(PARAMETER);
                if (!names(uri, flow)) {
                    set(uri, flow);
                }
            }
        }
    }

    private static void set(SipURI uri, Flow flow) {
        try {
            uri.setParameter(PARAMETER, text(flow));
        } catch (ParseException e) {
            throw new IllegalStateException("the stack takes no parameter " + text(flow), e);
        }
    }

    /**
     * Takes the alias off the Request-URI.
     *
     * @return where to send the request; empty if there is none, or the request has a route yet: the alias is a later proxy's then
     */
    public static Optional<Flow> take(Request request) {
        if (request.getHeader(RouteHeader.NAME) != null || !(request.getRequestURI() instanceof SipURI uri)) {
            return Optional.empty();
        }
        Optional<Flow> flow = Optional.ofNullable(uri.getParameter(PARAMETER)).flatMap(ContactAlias::parse);
        uri.removeParameter(PARAMETER);
        return flow;
    }

    /** Whether a URI leads to the flow without an alias. */
    static boolean names(SipURI uri, Flow flow) {
        SipTransport transport = Optional.ofNullable(uri.getTransportParam())
                .flatMap(SipTransport::of)
                .orElse(uri.isSecure() ? SipTransport.TLS : SipTransport.UDP);
        int port = uri.getPort() > 0 ? uri.getPort() : transport.defaultPort();
        return transport == flow.transport()
                && !transport.isWebSocket()
                && port == flow.peer().port()
                && ViaSource.isAddress(uri.getHost(), flow.peer().ip());
    }

    private static String text(Flow flow) {
        IpAddress ip = flow.peer().ip();
        String host = ip.family() == IpFamily.IPV6 ? "[" + ip + "]" : ip.toString();
        return host + "~" + flow.peer().port() + "~" + number(flow.transport());
    }

    private static int number(SipTransport transport) {
        for (int number = 1; number < NUMBERS.length; number++) {
            if (NUMBERS[number].equals(transport.name())) {
                return number;
            }
        }
        throw new IllegalArgumentException("no number for " + transport);
    }

    private static Optional<Flow> parse(String text) {
        String[] parts = text.split("~", -1);
        if (parts.length != 3 || !parts[2].matches("[1-6]")) {
            return Optional.empty();
        }
        return SipTransport.of(NUMBERS[Integer.parseInt(parts[2])]).flatMap(t -> Flow.of(t, parts[0], parts[1]));
    }
}
