package dev.patchbay.plan;

/** Why a received packet went no further. One counter each per component; listed by {@code explain} and in the metrics. */
public enum DropReason {
    TRUNCATED("longer than the receive buffer", true),
    MALFORMED_RTCP("RTCP of another version than 2, or shorter than its type needs (RFC 3550, section 6.4)", true),
    WRONG_SOURCE("not from the confirmed endpoint (flag strict source)", true),
    FOREIGN_SOURCE("not from where the party is (option source-guard)", true),
    SRTP_NOT_KEYED("SRTP, but its keys are not agreed on yet", false),
    SRTP_UNAUTHENTIC("SRTP with a wrong tag: other keys than the SDP said, or not from the party", true),
    SRTP_REPLAYED("SRTP that came before, or is too old to tell (RFC 3711, section 3.3.2)", true),
    SRTP_MALFORMED("too short for SRTP, or its header is not sound", true),
    SRTP_INDEX_USED("SRTP of this number was sent before: encrypting another under the same would give both away", false),
    SRTP_LIMIT("no SRTP can be made of it: too long, or too many sources under one key", true),
    HANDSHAKE_SOURCE("DTLS from an address that neither the SDP nor ICE vouches for", true),
    HANDSHAKE_REFUSED("DTLS that begins no handshake, or begins one too many", false),
    NOT_SRTP("neither RTP nor RTCP, on media that is to be SRTP", false),
    STUN_REFUSED("STUN that is malformed, made without the right password, or answers nothing that was asked", false),
    NOT_CHECKED_BY_ICE("from an address that ICE has not checked, while a checked one is in use", true),
    NO_CONSENT("ICE: the receiver has not answered for 30 seconds (RFC 7675)", false),
    NO_BUFFER("no spare buffer: the worker is overloaded", true),
    NO_SINK("nobody to forward to yet", false),
    NO_ENDPOINT("the receiver's address is not known, or it is on hold by a zero address", false),
    NAT_WAIT("the receiver has sent nothing yet (flag NAT-wait)", false),
    TRAFFIC_DROPPED("key drop-traffic=start is in force", false),
    FEEDBACK_ONLY("nothing left after AVPF feedback was cut out", false);

    private final String explanation;
    private final boolean error;

    DropReason(String explanation, boolean error) {
        this.explanation = explanation;
        this.error = error;
    }

    public String explanation() {
        return explanation;
    }

    /** Whether the drop counts as an error of its stream as well; the others are what signalling asked for. */
    public boolean isError() {
        return error;
    }
}
