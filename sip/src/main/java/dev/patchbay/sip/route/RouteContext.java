package dev.patchbay.sip.route;

import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.sip.message.SipMessage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message in a route, and what functions keep about it while the route runs: the sets chosen for it, the last statistics a relay
 * gave. Made anew for each message. One thread.
 */
public abstract sealed class RouteContext
        permits RequestRoute, ReplyRoute, FailureRoute, BranchRoute, BranchFailureRoute, LocalRoute, ErrorRoute, EventRoute {

    private final SipMessage message;
    private final Optional<TransactionNotes> transaction;
    private final Variables variables;
    private List<Integer> chosenSets = List.of();
    private Optional<String> nextBranch = Optional.empty();
    private @Nullable NgDict statistics;

    RouteContext(SipMessage message, Optional<TransactionNotes> transaction, Variables variables) {
        this.message = message;
        this.transaction = transaction;
        this.variables = variables;
    }

    public final SipMessage message() {
        return message;
    }

    /** Empty when the server keeps no transactions, or the message belongs to none. */
    public final Optional<TransactionNotes> transaction() {
        return transaction;
    }

    public final Variables variables() {
        return variables;
    }

    /** None, one, or two sets: chosen by a function for this message only. */
    public final List<Integer> chosenSets() {
        return chosenSets;
    }

    public final void chooseSets(List<Integer> setIds) {
        chosenSets = List.copyOf(setIds);
    }

    /** The branch parameter that the request will get when it is sent on; empty when the server cannot tell yet. */
    public final Optional<String> nextBranch() {
        return nextBranch;
    }

    public final void setNextBranch(String branch) {
        nextBranch = Optional.of(branch);
    }

    /** The reply of the last query or delete of this call, for statistics; empty when there was none. */
    public final Optional<NgDict> statistics() {
        return Optional.ofNullable(statistics);
    }

    public final void keepStatistics(NgDict reply) {
        statistics = reply;
    }
}
