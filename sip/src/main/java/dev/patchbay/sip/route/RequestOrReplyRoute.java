package dev.patchbay.sip.route;

/** Where Kamailio's document allows recordings and DTMF to be switched: request and reply routes. */
public sealed interface RequestOrReplyRoute permits RequestRoute, ReplyRoute {

    /** The same object under its general type. */
    default RouteContext requestOrReplyContext() {
        return switch (this) {
            case RequestRoute route -> route;
            case ReplyRoute route -> route;
        };
    }
}
