package dev.patchbay.sip.route;

import dev.patchbay.sip.message.SipMessage;
import java.util.Optional;

/** A request on its way to one of its branches. */
public final class BranchRoute extends RouteContext implements SetRoute, AnswerRoute {

    public BranchRoute(SipMessage message, Optional<TransactionNotes> transaction, Variables variables) {
        super(message, transaction, variables);
    }

    /** Without transaction, with variables of its own. */
    public BranchRoute(SipMessage message) {
        this(message, Optional.empty(), Variables.inMemory());
    }
}
