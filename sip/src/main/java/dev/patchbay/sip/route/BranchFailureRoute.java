package dev.patchbay.sip.route;

import dev.patchbay.sip.message.SipMessage;
import java.util.Optional;

/** A request one of whose branches failed; Kamailio only. The message is the request. */
public final class BranchFailureRoute extends RouteContext {

    public BranchFailureRoute(SipMessage message, Optional<TransactionNotes> transaction, Variables variables) {
        super(message, transaction, variables);
    }

    /** Without transaction, with variables of its own. */
    public BranchFailureRoute(SipMessage message) {
        this(message, Optional.empty(), Variables.inMemory());
    }
}
