package dev.patchbay.proxy.route;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The handlers that a script has set for one transaction, in the place of its general ones. */
final class ArmedRoutes {

    private @Nullable RouteHandler<? super IncomingReply> reply;
    private @Nullable RouteHandler<? super FailedRequest> failure;
    private @Nullable RouteHandler<? super OutgoingBranch> branch;

    void armReply(RouteHandler<? super IncomingReply> handler) {
        reply = handler;
    }

    void armFailure(RouteHandler<? super FailedRequest> handler) {
        failure = handler;
    }

    void armBranch(RouteHandler<? super OutgoingBranch> handler) {
        branch = handler;
    }

    Optional<RouteHandler<? super IncomingReply>> reply() {
        return Optional.ofNullable(reply);
    }

    /** Once: a failure route that wants another turn arms itself again. */
    Optional<RouteHandler<? super FailedRequest>> takeFailure() {
        RouteHandler<? super FailedRequest> taken = failure;
        failure = null;
        return Optional.ofNullable(taken);
    }

    Optional<RouteHandler<? super OutgoingBranch>> branch() {
        return Optional.ofNullable(branch);
    }
}
