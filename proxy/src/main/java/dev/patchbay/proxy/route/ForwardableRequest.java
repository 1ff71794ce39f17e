package dev.patchbay.proxy.route;

import dev.patchbay.proxy.forward.ProxyTransaction;
import dev.patchbay.proxy.forward.Target;
import gov.nist.javax.sip.address.AddressFactoryImpl;
import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import java.util.Optional;
import javax.sip.address.AddressFactory;
import javax.sip.address.SipURI;
import javax.sip.address.URI;

/** A request that can still go somewhere: as it arrived, or after its branches have failed. */
public abstract sealed class ForwardableRequest extends RoutedMessage permits IncomingRequest, FailedRequest {

    private static final AddressFactory ADDRESSES = new AddressFactoryImpl();

    private final SIPRequest request;

    ForwardableRequest(RouteEnvironment environment, ProxyTransaction transaction) {
        super(environment, transaction, transaction.request());
        this.request = transaction.request();
    }

    /** The request URI. */
    public final String uri() {
        return request.getRequestURI().toString();
    }

    /** The user part of the request URI; empty if it has none. */
    public final Optional<String> uriUser() {
        return request.getRequestURI() instanceof SipURI sip ? Optional.ofNullable(sip.getUser()) : Optional.empty();
    }

    /** @throws IllegalArgumentException if it is no URI */
    public final void setUri(String uri) {
        request.setRequestURI(parsed(uri));
    }

    /**
     * Where to send the request without changing its URI ({@code $du}).
     *
     * @throws IllegalArgumentException if it is no URI, or its host is unknown
     */
    public final void setDestination(String uri) {
        transaction().setNextHop(parsed(uri));
    }

    /** Whether the request URI means this proxy itself. */
    public final boolean isForUs() {
        return transaction().own().isOurs(request.getRequestURI());
    }

    /** @return whether it was sent: nothing is after a final response, or to an ACK */
    public final boolean reply(int status, String reason) {
        return transaction().reply(status, reason);
    }

    /** With the usual reason phrase. */
    public final boolean reply(int status) {
        return reply(status, "");
    }

    /** A destination for the next {@link #relay}, at the same time as others. */
    public final void addBranch(String uri) {
        addBranch(uri, 1);
    }

    /** @param q 0 to 1: a higher one is tried before lower ones, equal ones at the same time */
    public final void addBranch(String uri, double q) {
        transaction().addDestination(Target.of(parsed(uri), q));
    }

    /** Sends the request to all these at the same time. */
    public final void fork(String... uris) {
        transaction().clearDestinations();
        for (String uri : uris) {
            addBranch(uri);
        }
        relay();
    }

    /** Sends the request to one of these after the other, until one accepts or refuses for all. */
    public final void tryInTurn(String... uris) {
        transaction().clearDestinations();
        for (int i = 0; i < uris.length; i++) {
            addBranch(uris[i], 1 - (double) i / uris.length);
        }
        relay();
    }

    /** Sends the request on: to the branches added, or else to its URI. A CANCEL goes where its INVITE went. */
    public final void relay() {
        transaction().relay();
    }

    /** Later requests of the dialog will come by this proxy. */
    public final void recordRoute() {
        transaction().recordRoute();
    }

    /** For this transaction, in the place of {@link RoutingScript#onReply}. */
    public final void armReply(RouteHandler<? super IncomingReply> handler) {
        environment().armed().armReply(handler);
    }

    /** For the next failure of this transaction, in the place of {@link RoutingScript#onFailure}. */
    public final void armFailure(RouteHandler<? super FailedRequest> handler) {
        environment().armed().armFailure(handler);
    }

    /** For this transaction, in the place of {@link RoutingScript#onBranch}. */
    public final void armBranch(RouteHandler<? super OutgoingBranch> handler) {
        environment().armed().armBranch(handler);
    }

    static URI parsed(String uri) {
        try {
            return ADDRESSES.createURI(uri);
        } catch (ParseException e) {
            throw new IllegalArgumentException("'" + uri + "' is no URI: " + e.getMessage(), e);
        }
    }
}
