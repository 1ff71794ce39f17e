package dev.patchbay.proxy.route;

import dev.patchbay.proxy.forward.ProxyTransaction;
import dev.patchbay.sip.route.FailureRoute;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.Optional;

/**
 * A request all of whose branches have failed ({@code failure_route}). Add branches and relay, or reply; if neither is done, the best
 * response goes to the caller.
 */
public final class FailedRequest extends ForwardableRequest {

    private final FailureRoute route;
    private final SIPResponse best;

    FailedRequest(RouteEnvironment environment, ProxyTransaction transaction, SIPResponse best) {
        super(environment, transaction);
        this.best = best;
        this.route = new FailureRoute(
                sipMessage(transaction.arrival().source()), Optional.of(transaction.notes()), transaction.variables());
    }

    /** For the functions of the rtpengine modules. */
    public FailureRoute route() {
        return route;
    }

    /** Of the best response: 300 to 699. */
    public int status() {
        return best.getStatusCode();
    }

    public String reason() {
        return best.getReasonPhrase();
    }

    /** The caller has given up: no sense in calling others. */
    public boolean isCancelled() {
        return transaction().isCancelled();
    }
}
