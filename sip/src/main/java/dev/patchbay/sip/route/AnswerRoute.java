package dev.patchbay.sip.route;

/** Where an answer may be handled: request, reply, failure and branch routes. */
public sealed interface AnswerRoute permits RequestRoute, ReplyRoute, FailureRoute, BranchRoute {

    /** The same object under its general type. */
    default RouteContext answerContext() {
        return switch (this) {
            case RequestRoute route -> route;
            case ReplyRoute route -> route;
            case FailureRoute route -> route;
            case BranchRoute route -> route;
        };
    }
}
