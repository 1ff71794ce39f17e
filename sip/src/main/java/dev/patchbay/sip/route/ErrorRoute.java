package dev.patchbay.sip.route;

import dev.patchbay.sip.message.SipMessage;
import java.util.Optional;

/** A request that could not be read or routed. */
public final class ErrorRoute extends RouteContext {

    public ErrorRoute(SipMessage message, Optional<TransactionNotes> transaction, Variables variables) {
        super(message, transaction, variables);
    }

    /** Without transaction, with variables of its own. */
    public ErrorRoute(SipMessage message) {
        this(message, Optional.empty(), Variables.inMemory());
    }
}
