package dev.patchbay.stun;

/** Why a datagram is not a STUN message that can be read. */
public enum StunDefect {
    NONE("sound"),
    TOO_SHORT("shorter than the 20 bytes of a header"),
    TOO_LONG("longer than " + StunView.MAX_LENGTH + " bytes"),
    NOT_STUN("the first two bits are not zero, or the magic cookie is missing"),
    WRONG_LENGTH("the length in the header is not that of the datagram, or no multiple of 4"),
    TOO_MANY_ATTRIBUTES("more than " + StunView.MAX_ATTRIBUTES + " attributes"),
    MALFORMED_ATTRIBUTE("an attribute goes beyond the message, or has a length its type cannot have"),
    WRONG_FINGERPRINT("the checksum of FINGERPRINT does not fit, or something follows it");

    private final String explanation;

    StunDefect(String explanation) {
        this.explanation = explanation;
    }

    public String explanation() {
        return explanation;
    }
}
