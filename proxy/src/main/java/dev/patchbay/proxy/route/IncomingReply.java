package dev.patchbay.proxy.route;

import dev.patchbay.net.TransportAddress;
import dev.patchbay.proxy.SipTransport;
import dev.patchbay.proxy.forward.Branch;
import dev.patchbay.proxy.forward.ProxyTransaction;
import dev.patchbay.proxy.nat.ContactAlias;
import dev.patchbay.proxy.nat.NatSign;
import dev.patchbay.sip.route.ReplyRoute;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.Optional;

/** A response of a branch ({@code onreply_route}); what is changed here is what goes on. */
public final class IncomingReply extends RoutedMessage {

    private final ReplyRoute route;
    private final SIPResponse response;
    private final Branch branch;

    IncomingReply(RouteEnvironment environment, ProxyTransaction transaction, Branch branch, SIPResponse response) {
        super(environment, transaction, response);
        this.response = response;
        this.branch = branch;
        this.route = new ReplyRoute(
                sipMessage(branch.hop().peer()), Optional.of(transaction.notes()), transaction.variables());
    }

    /** For the functions of the rtpengine modules. */
    public ReplyRoute route() {
        return route;
    }

    public int status() {
        return response.getStatusCode();
    }

    public String reason() {
        return response.getReasonPhrase();
    }

    /** The URI that the request was sent to on this branch. */
    public String branchUri() {
        return branch.request().getRequestURI().toString();
    }

    /** Who has answered: the next hop of the branch. */
    @Override
    public TransportAddress source() {
        return branch.hop().peer();
    }

    /** By what transport the branch went out. */
    public SipTransport branchTransport() {
        return branch.hop().transport();
    }

    /** Puts into the Contact where the answerer really is, if it is behind NAT or a browser, so that later requests find it. */
    public void fixNat() {
        // Whoever is further away than the next hop has a proxy there that takes care.
        boolean isNeighbour = branch.target().path().isEmpty() && branch.request().getRouteHeaders() == null;
        if (isNeighbour && NatSign.isBehindNat(NatSign.of(response, branch.hop()))) {
            transaction();
            ContactAlias.add(response, branch.hop());
        }
    }

    /** Keeps a provisional response from the caller; final ones are not to be dropped. */
    public void drop() {
        transaction();
        response.setApplicationData(ProxyTransaction.DROPPED);
    }
}
