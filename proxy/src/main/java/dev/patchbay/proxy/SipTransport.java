package dev.patchbay.proxy;

import java.util.Locale;
import java.util.Optional;

/** What carries SIP (RFC 3261 section 18, RFC 7118). */
public enum SipTransport {
    UDP(5060, false),
    TCP(5060, true),
    TLS(5061, true),
    WS(80, true),
    WSS(443, true);

    private final int defaultPort;
    private final boolean isReliable;

    SipTransport(int defaultPort, boolean isReliable) {
        this.defaultPort = defaultPort;
        this.isReliable = isReliable;
    }

    /** As in a {@code transport=} parameter: {@code udp}, {@code ws}. */
    public String parameter() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The port of a URI that names none. */
    public int defaultPort() {
        return defaultPort;
    }

    /** Whether the transport repeats what is lost, so that transactions need not. */
    public boolean isReliable() {
        return isReliable;
    }

    public boolean isSecure() {
        return this == TLS || this == WSS;
    }

    /** Whether browsers use it: its connections come in only, and cannot be opened towards the other side. */
    public boolean isWebSocket() {
        return this == WS || this == WSS;
    }

    /** By the name in a Via or a {@code transport=} parameter, in any case; empty for others (SCTP). */
    public static Optional<SipTransport> of(String name) {
        for (SipTransport transport : values()) {
            if (transport.name().equalsIgnoreCase(name)) {
                return Optional.of(transport);
            }
        }
        return Optional.empty();
    }
}
