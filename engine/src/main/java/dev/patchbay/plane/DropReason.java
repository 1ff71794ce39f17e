package dev.patchbay.plane;

/** Why a received packet went no further. One counter each per component; listed by {@code explain} and in the metrics. */
public enum DropReason {
    TRUNCATED("longer than the receive buffer", true),
    MALFORMED_RTCP("RTCP of another version than 2, or shorter than its type needs (RFC 3550, section 6.4)", true),
    WRONG_SOURCE("not from the confirmed endpoint (flag strict source)", true),
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
