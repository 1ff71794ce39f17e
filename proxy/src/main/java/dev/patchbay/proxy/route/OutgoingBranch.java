package dev.patchbay.proxy.route;

import dev.patchbay.proxy.SipTransport;
import dev.patchbay.proxy.forward.Branch;
import dev.patchbay.proxy.forward.ProxyTransaction;
import dev.patchbay.sip.route.BranchRoute;
import java.util.Optional;

/** A request about to leave on one branch ({@code branch_route}); what is changed here concerns that branch only. */
public final class OutgoingBranch extends RoutedMessage {

    private final BranchRoute route;
    private final Branch branch;

    OutgoingBranch(RouteEnvironment environment, ProxyTransaction transaction, Branch branch) {
        super(environment, transaction, branch.request());
        this.branch = branch;
        this.route = new BranchRoute(
                sipMessage(transaction.arrival().source()), Optional.of(transaction.notes()), transaction.variables());
        route.setNextBranch(branch.viaBranch());
    }

    /** For the functions of the rtpengine modules. */
    public BranchRoute route() {
        return route;
    }

    /** Does not send it: the branch counts as failed with this. */
    public void refuse(int status, String reason) {
        transaction();
        branch.refuse(status, reason);
    }

    /** The request URI on this branch. */
    public String uri() {
        return branch.request().getRequestURI().toString();
    }

    /** By what transport it will go. */
    public SipTransport branchTransport() {
        return branch.hop().transport();
    }
}
