package dev.patchbay.sip.route;

import dev.patchbay.sip.message.SipMessage;
import java.util.Optional;

/** Anything else that runs with a message at hand. */
public final class EventRoute extends RouteContext {

    public EventRoute(SipMessage message, Optional<TransactionNotes> transaction, Variables variables) {
        super(message, transaction, variables);
    }

    /** Without transaction, with variables of its own. */
    public EventRoute(SipMessage message) {
        this(message, Optional.empty(), Variables.inMemory());
    }
}
