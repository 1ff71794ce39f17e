package dev.patchbay.sip.route;

import dev.patchbay.sip.message.SipMessage;
import java.util.Optional;

/** A request as it arrived. */
public final class RequestRoute extends RouteContext implements SetRoute, AnswerRoute, RequestOrReplyRoute {

    public RequestRoute(SipMessage message, Optional<TransactionNotes> transaction, Variables variables) {
        super(message, transaction, variables);
    }

    /** Without transaction, with variables of its own. */
    public RequestRoute(SipMessage message) {
        this(message, Optional.empty(), Variables.inMemory());
    }
}
