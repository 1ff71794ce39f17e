package dev.patchbay.proxy.nat;

import dev.patchbay.net.IpAddress;
import dev.patchbay.net.IpFamily;
import dev.patchbay.proxy.header.Headers;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;

/** What shows that a peer cannot be reached at the addresses it names. Only meaningful for messages from the peer itself. */
public enum NatSign {
    /** The Contact names an address of a private network, and the message came from another one. */
    PRIVATE_CONTACT,
    /** The Contact names another address or port than the message came from: NAT, or a peer that listens elsewhere. */
    OTHER_CONTACT,
    /** The Contact names a host that exists nowhere, {@code *.invalid} (RFC 2606): a browser. */
    INVALID_CONTACT,
    /** A request's Via names another address than it came from. */
    OTHER_VIA,
    /** The peer has opened a connection: whatever it listens at, this connection reaches it. */
    CONNECTION;

    /** All signs that a message shows. */
    public static Set<NatSign> of(Message message, Flow flow) {
        EnumSet<NatSign> signs = EnumSet.noneOf(NatSign.class);
        if (flow.transport().isReliable()) {
            signs.add(CONNECTION);
        }
        Headers.first(message, ContactHeader.NAME, ContactHeader.class)
                .filter(contact -> !contact.isWildCard())
                .map(contact -> contact.getAddress().getURI())
                .ifPresent(uri -> {
                    if (uri instanceof SipURI contact) {
                        addContactSigns(contact, flow, signs);
                    }
                });
        if (message instanceof Request && isOtherVia(message, flow)) {
            signs.add(OTHER_VIA);
        }
        return signs;
    }

    /** Whether signs like these mean that only the flow leads to the peer. A contact elsewhere alone does not: it may be meant so. */
    public static boolean isBehindNat(Set<NatSign> signs) {
        return signs.contains(PRIVATE_CONTACT)
                || signs.contains(INVALID_CONTACT)
                || signs.contains(CONNECTION)
                || (signs.contains(OTHER_VIA) && signs.contains(OTHER_CONTACT));
    }

    private static void addContactSigns(SipURI contact, Flow flow, Set<NatSign> signs) {
        String host = contact.getHost();
        if (host.endsWith(".invalid")) {
            signs.add(INVALID_CONTACT);
        }
        if (!ContactAlias.names(contact, flow)) {
            signs.add(OTHER_CONTACT);
            Optional<IpAddress> named = ViaSource.addressOf(host);
            if (named.filter(ip -> isPrivate(ip) && !ip.equals(flow.peer().ip())).isPresent()) {
                signs.add(PRIVATE_CONTACT);
            }
        }
    }

    private static boolean isOtherVia(Message request, Flow flow) {
        return Headers.first(request, ViaHeader.NAME, ViaHeader.class)
                .flatMap(via -> ViaSource.addressOf(via.getHost()))
                .filter(ip -> !ip.equals(flow.peer().ip()))
                .isPresent();
    }

    /** RFC 1918, RFC 6598 (carriers' NAT), RFC 3927, RFC 4193, and a host's own. */
    static boolean isPrivate(IpAddress ip) {
        if (ip.isLoopback() || ip.isLinkLocal()) {
            return true;
        }
        byte[] bytes = ip.toBytes();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (ip.family() == IpFamily.IPV6) {
            return (first & 0xfe) == 0xfc;
        }
        return first == 10
                || (first == 172 && (second & 0xf0) == 16)
                || (first == 192 && second == 168)
                || (first == 100 && (second & 0xc0) == 64);
    }
}
