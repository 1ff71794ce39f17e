package dev.patchbay.proxy.nat;

import dev.patchbay.proxy.SipTransport;
import gov.nist.javax.sip.address.AddressFactoryImpl;
import java.text.ParseException;
import java.util.Optional;
import javax.sip.address.SipURI;

/** Contacts of peers that have opened a connection, and listen elsewhere on the same host as RFC 3261 expects it of phones. */
public final class ListeningContact {

    private ListeningContact() {}

    /** Whether a contact names the host that the connection comes from, with the same transport, and another port than the connection's. */
    public static boolean isBeside(String contact, Flow connection) {
        try {
            return new AddressFactoryImpl().createURI(contact) instanceof SipURI uri && isBeside(uri, connection);
        } catch (ParseException e) {
            return false;
        }
    }

    private static boolean isBeside(SipURI uri, Flow connection) {
        Optional<SipTransport> named = Optional.ofNullable(uri.getTransportParam()).flatMap(SipTransport::of);
        SipTransport transport = uri.isSecure() && !named.map(SipTransport::isWebSocket).orElse(false)
                ? SipTransport.TLS
                : named.orElse(SipTransport.UDP);
        int port = uri.getPort() > 0 ? uri.getPort() : transport.defaultPort();
        return transport == connection.transport()
                && !transport.isWebSocket()
                && port != connection.peer().port()
                && ViaSource.isAddress(uri.getHost(), connection.peer().ip());
    }
}
