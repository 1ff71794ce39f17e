package dev.patchbay.sip.route;

import dev.patchbay.sip.message.SipMessage;
import java.util.Optional;

/** A request all of whose branches failed; the message is the request. */
public final class FailureRoute extends RouteContext implements AnswerRoute {

    public FailureRoute(SipMessage message, Optional<TransactionNotes> transaction, Variables variables) {
        super(message, transaction, variables);
    }

    /** Without transaction, with variables of its own. */
    public FailureRoute(SipMessage message) {
        this(message, Optional.empty(), Variables.inMemory());
    }
}
