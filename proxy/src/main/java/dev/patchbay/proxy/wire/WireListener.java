package dev.patchbay.proxy.wire;

import dev.patchbay.proxy.nat.Flow;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;

/** Gets what arrives, on threads of the stack: it hands over and returns. The messages are its own from then on. */
public interface WireListener {

    /** Comes first: by what to send. */
    void onOpening(SipWire wire);

    /** The topmost Via has {@code received} and {@code rport} as RFC 3261 section 18.2.1 and RFC 3581 say. */
    void onRequest(SIPRequest request, Arrival arrival);

    void onResponse(SIPResponse response, Arrival arrival);

    /** A connection is no more, whoever has opened or closed it; what is sent that way needs a new one. May come twice. */
    void onClosed(Flow connection);
}
