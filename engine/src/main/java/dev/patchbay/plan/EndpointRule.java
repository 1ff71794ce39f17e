package dev.patchbay.plan;

/** Which rule chose the endpoint in force, in words an operator can use ({@code explain}). */
public enum EndpointRule {
    UNKNOWN("no address was signalled yet"),
    OWN_PORT("the SDP names a local port of this very call; nothing is sent there, it would go round for ever"),
    SIGNALLED("the address in the SDP; no packet has arrived"),
    SIGNALLED_FINAL("the address in the SDP; learning is off (flag asymmetric or endpoint-learning=off)"),
    SIGNALLED_SEEN("the address in the SDP, and packets come from it"),
    FIRST_PACKET("source of the first packet (endpoint-learning=immediate)"),
    LEARNING("newest source within 3 s of the last signalling; not final yet"),
    LEARNED("source seen when the 3 s of learning ended (endpoint-learning=delayed)"),
    HEURISTIC("source most like the SDP address within 3 s (endpoint-learning=heuristic)"),
    MOVED("source changed after learning, and it is plausible that the party has moved (option source-guard)"),
    HANDOVER("source changed after learning (flag media handover)"),
    HANDSHAKE("source of the DTLS handshake, which proved the fingerprint of the SDP (option dtls-learn-source)"),
    ICE_PENDING("the address in the SDP; ICE has not found a pair that works"),
    ICE_WORKING("a candidate pair that works; ICE has not settled on one"),
    ICE_SELECTED("the candidate pair that ICE has selected"),
    RESIGNALLED("the address in a later SDP; the former source is ignored for 3 s");

    private final String explanation;

    EndpointRule(String explanation) {
        this.explanation = explanation;
    }

    public String explanation() {
        return explanation;
    }
}
