package dev.patchbay.proxy.wire;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;

/** Gets what arrives, on threads of the stack: it hands over and returns. The messages are its own from then on. */
public interface WireListener {

    /** Comes first: by what to send. */
    void onOpening(SipWire wire);

    /** The topmost Via has {@code received} and {@code rport} as RFC 3261 section 18.2.1 and RFC 3581 say. */
    void onRequest(SIPRequest request, Arrival arrival);

    void onResponse(SIPResponse response, Arrival arrival);
}
