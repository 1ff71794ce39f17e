package dev.patchbay.sdp;

import java.util.Optional;

/** The transports of an m= line that we understand; every other one is passed through (RFC 8866, section 5.14). */
public enum TransportProtocol {
    RTP_AVP("RTP/AVP", true, false, false),
    RTP_SAVP("RTP/SAVP", true, true, false),
    RTP_AVPF("RTP/AVPF", true, false, true),
    RTP_SAVPF("RTP/SAVPF", true, true, true),
    UDP_TLS_RTP_SAVP("UDP/TLS/RTP/SAVP", true, true, false),
    UDP_TLS_RTP_SAVPF("UDP/TLS/RTP/SAVPF", true, true, true),
    UDPTL("udptl", false, false, false);

    private static final TransportProtocol[] VALUES = values();

    private final String sdpName;
    private final boolean isRtp;
    private final boolean isSecure;
    private final boolean hasFeedback;

    TransportProtocol(String sdpName, boolean isRtp, boolean isSecure, boolean hasFeedback) {
        this.sdpName = sdpName;
        this.isRtp = isRtp;
        this.isSecure = isSecure;
        this.hasFeedback = hasFeedback;
    }

    /** Empty for a transport unknown to us. Letter case does not matter. */
    public static Optional<TransportProtocol> parse(String text) {
        for (TransportProtocol protocol : VALUES) {
            if (protocol.sdpName.equalsIgnoreCase(text)) {
                return Optional.of(protocol);
            }
        }
        return Optional.empty();
    }

    /** As printed in an m= line. */
    public String sdpName() {
        return sdpName;
    }

    public boolean isRtp() {
        return isRtp;
    }

    /** SRTP, keyed by SDES or DTLS. */
    public boolean isSecure() {
        return isSecure;
    }

    /** SRTP keyed by DTLS (RFC 5764). */
    public boolean isDtls() {
        return switch (this) {
            case UDP_TLS_RTP_SAVP, UDP_TLS_RTP_SAVPF -> true;
            case RTP_AVP, RTP_SAVP, RTP_AVPF, RTP_SAVPF, UDPTL -> false;
        };
    }

    /** The feedback profile of RFC 4585. */
    public boolean hasFeedback() {
        return hasFeedback;
    }
}
