package dev.patchbay.sip.route;

/** Where a relay set may be chosen: request, reply and branch routes. */
public sealed interface SetRoute permits RequestRoute, ReplyRoute, BranchRoute {

    /** The same object under its general type. */
    default RouteContext context() {
        return switch (this) {
            case RequestRoute route -> route;
            case ReplyRoute route -> route;
            case BranchRoute route -> route;
        };
    }
}
