package dev.patchbay.proxy.nat;

import dev.patchbay.net.IpAddress;
import dev.patchbay.proxy.header.Headers;
import java.text.ParseException;
import java.util.Optional;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;

/** Notes in the topmost Via where a request came from (RFC 3261 section 18.2.1, RFC 3581 section 4), so that replies go there. */
public final class ViaSource {

    private static final String RPORT = "rport";

    private ViaSource() {}

    /** A second time changes nothing. Whatever the sender itself put into {@code received} is replaced. */
    public static void note(Request request, Flow flow) {
        Optional<ViaHeader> topmost = Headers.first(request, ViaHeader.NAME, ViaHeader.class);
        if (topmost.isEmpty()) {
            return;
        }
        ViaHeader via = topmost.get();
        boolean isPortAsked = Headers.has(via, RPORT);
        try {
            via.removeParameter("received");
            // With rport it is there even if it says nothing new: then both come from one look at the packet.
            if (isPortAsked || !isAddress(via.getHost(), flow.peer().ip())) {
                via.setReceived(flow.peer().ip().toString());
            }
            if (isPortAsked) {
                via.setParameter(RPORT, Integer.toString(flow.peer().port()));
            }
        } catch (ParseException e) {
            throw new IllegalStateException("the stack takes no address " + flow, e);
        }
    }

    /** @param host a name, or a literal with or without brackets */
    static boolean isAddress(String host, IpAddress address) {
        return addressOf(host).filter(address::equals).isPresent();
    }

    static Optional<IpAddress> addressOf(String host) {
        return IpAddress.parse(host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host);
    }
}
