package dev.patchbay.proxy.forward;

import dev.patchbay.net.IpAddress;
import dev.patchbay.proxy.ListenAddress;
import dev.patchbay.proxy.SipTransport;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sip.address.SipURI;
import javax.sip.address.URI;

/** What this proxy is known by: its listening points, and names that lead to it. */
public final class OwnAddresses {

    private final List<ListenAddress> listening;
    private final Set<String> domains;

    /** @param domains names of this proxy in URIs, in any case */
    public OwnAddresses(List<ListenAddress> listening, Set<String> domains) {
        this.listening = List.copyOf(listening);
        this.domains = domains.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    public List<ListenAddress> listening() {
        return listening;
    }

    /** Whether a URI means this proxy: a name of ours, or a listening point's address and port. */
    public boolean isOurs(URI uri) {
        if (!(uri instanceof SipURI sip) || sip.getHost() == null) {
            return false;
        }
        String host = sip.getHost().toLowerCase(Locale.ROOT);
        if (domains.contains(host)) {
            return true;
        }
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        Optional<IpAddress> ip = IpAddress.parse(bare);
        return ip.isPresent() && listening.stream().anyMatch(own -> own.address().ip().equals(ip.get()) && isPort(sip, own));
    }

    private static boolean isPort(SipURI uri, ListenAddress own) {
        if (uri.getPort() > 0) {
            return uri.getPort() == own.address().port();
        }
        SipTransport transport = Optional.ofNullable(uri.getTransportParam())
                .flatMap(SipTransport::of)
                .orElse(uri.isSecure() ? SipTransport.TLS : SipTransport.UDP);
        return own.address().port() == transport.defaultPort();
    }
}
