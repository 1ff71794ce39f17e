package dev.patchbay.sip.route;

import dev.patchbay.sip.message.SipMessage;
import java.util.Optional;

/** A reply as it arrived ({@code onreply_route}). */
public final class ReplyRoute extends RouteContext implements SetRoute, AnswerRoute, RequestOrReplyRoute {

    public ReplyRoute(SipMessage message, Optional<TransactionNotes> transaction, Variables variables) {
        super(message, transaction, variables);
    }

    /** Without transaction, with variables of its own. */
    public ReplyRoute(SipMessage message) {
        this(message, Optional.empty(), Variables.inMemory());
    }
}
