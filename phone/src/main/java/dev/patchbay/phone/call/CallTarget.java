package dev.patchbay.phone.call;

import java.text.ParseException;
import java.util.Optional;
import javax.sip.SipException;
import javax.sip.SipFactory;
import javax.sip.address.AddressFactory;
import javax.sip.address.SipURI;

/** Whom to call, as a user writes it: {@code sip:bob@192.0.2.1:5062}, {@code bob@192.0.2.1}, or {@code bob} at the proxy. */
final class CallTarget {

    private static final String SCHEME = "sip:";
    private static final String SECURE_SCHEME = "sips:";

    private CallTarget() {}

    static SipURI parse(String text, Optional<HostAndPort> proxy, SipTransport transport) throws PhoneException {
        if (text.regionMatches(true, 0, SECURE_SCHEME, 0, SECURE_SCHEME.length())) {
            throw new PhoneException("'" + text + "': this phone has no TLS");
        }
        boolean isName = !text.contains("@") && !text.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        if (isName && proxy.isEmpty()) {
            throw new PhoneException("'" + text + "' is a name: say at which --proxy, or call sip:" + text + "@ADDRESS");
        }
        String uri = isName ? text + "@" + proxy.orElseThrow().uriHost() : text;
        try {
            AddressFactory addresses = SipFactory.getInstance().createAddressFactory();
            String full = uri.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) ? uri : SCHEME + uri;
            if (addresses.createURI(full) instanceof SipURI target) {
                if (proxy.isEmpty() && transport != SipTransport.UDP && target.getTransportParam() == null) {
                    target.setTransportParam(transport.token());
                }
                return target;
            }
        } catch (ParseException | SipException e) {
            // Said below: the stack's own words name characters of its grammar.
        }
        throw new PhoneException("'" + text + "' is not a SIP URI such as sip:bob@192.0.2.1:5062");
    }
}
