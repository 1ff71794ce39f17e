package dev.patchbay.proxy.forward;

import dev.patchbay.net.IpAddress;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.proxy.SipTransport;
import dev.patchbay.proxy.nat.Flow;
import gov.nist.javax.sip.header.Via;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.sip.address.SipURI;
import javax.sip.address.URI;

/** From a URI or a Via to an address (RFC 3263 without NAPTR and SRV). Looking up a name may block. */
final class HopResolver {

    private HopResolver() {}

    /** @return empty for a URI that is no SIP URI, for an unknown transport, and for a name nobody knows */
    static Optional<Flow> resolve(URI uri) {
        if (!(uri instanceof SipURI sip)) {
            return Optional.empty();
        }
        Optional<SipTransport> transport = transportOf(sip);
        String host = sip.getMAddrParam() == null ? sip.getHost() : sip.getMAddrParam();
        if (transport.isEmpty() || host == null) {
            return Optional.empty();
        }
        int port = sip.getPort() > 0 ? sip.getPort() : transport.get().defaultPort();
        return address(host).map(ip -> new Flow(transport.get(), new TransportAddress(ip, port)));
    }

    private static Optional<SipTransport> transportOf(SipURI uri) {
        String named = uri.getTransportParam();
        if (named == null) {
            return Optional.of(uri.isSecure() ? SipTransport.TLS : SipTransport.UDP);
        }
        Optional<SipTransport> transport = SipTransport.of(named);
        if (!uri.isSecure()) {
            return transport;
        }
        // RFC 3261 section 26.2.2, RFC 7118 section 5.2: a sips URI names the transport below TLS.
        return transport.map(plain -> plain.isWebSocket() ? SipTransport.WSS : SipTransport.TLS);
    }

    /** Where a response goes whose topmost Via this is (RFC 3261 section 18.2.2, RFC 3581). */
    static Optional<Flow> ofVia(Via via) {
        Optional<SipTransport> transport = SipTransport.of(via.getTransport());
        String host = via.getReceived() == null ? via.getHost() : via.getReceived();
        if (transport.isEmpty() || host == null) {
            return Optional.empty();
        }
        int sentBy = via.getPort() > 0 ? via.getPort() : transport.get().defaultPort();
        int port = via.getRPort() > 0 ? via.getRPort() : sentBy;
        return address(host).map(ip -> new Flow(transport.get(), new TransportAddress(ip, port)));
    }

    private static Optional<IpAddress> address(String host) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        Optional<IpAddress> literal = IpAddress.parse(bare);
        if (literal.isPresent() || bare.endsWith(".invalid")) {
            return literal;
        }
        try {
            return Optional.of(IpAddress.of(InetAddress.getByName(bare)));
        } catch (UnknownHostException _) {
            return Optional.empty();
        }
    }
}
