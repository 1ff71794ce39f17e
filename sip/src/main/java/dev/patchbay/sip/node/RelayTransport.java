package dev.patchbay.sip.node;

/** How a relay is reached. */
public enum RelayTransport {
    UDP,
    /** A Unix stream socket: a connection per command, no cookie. */
    UNIX,
    TCP,
    HTTP,
    HTTPS,
    WS,
    WSS;

    /** The lower-case name, as URLs have it. */
    public String scheme() {
        return switch (this) {
            case UDP -> "udp";
            case UNIX -> "unix";
            case TCP -> "tcp";
            case HTTP -> "http";
            case HTTPS -> "https";
            case WS -> "ws";
            case WSS -> "wss";
        };
    }
}
