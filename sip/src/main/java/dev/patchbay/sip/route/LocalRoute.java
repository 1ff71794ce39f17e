package dev.patchbay.sip.route;

import dev.patchbay.sip.message.SipMessage;
import java.util.Optional;

/** A request that the server itself made. */
public final class LocalRoute extends RouteContext {

    public LocalRoute(SipMessage message, Optional<TransactionNotes> transaction, Variables variables) {
        super(message, transaction, variables);
    }

    /** Without transaction, with variables of its own. */
    public LocalRoute(SipMessage message) {
        this(message, Optional.empty(), Variables.inMemory());
    }
}
