package dev.patchbay.proxy.transaction;

import gov.nist.javax.sip.message.SIPMessage;
import java.io.IOException;

/** The way of a transaction's messages to its peer. */
@FunctionalInterface
public interface Outlet {

    /** @throws IOException when the transport says that it failed; silence is for timers */
    void send(SIPMessage message) throws IOException;
}
