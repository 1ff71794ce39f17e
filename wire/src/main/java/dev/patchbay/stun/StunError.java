package dev.patchbay.stun;

/** The error responses of an ICE agent (RFC 8489, section 14.8; RFC 8445, section 7.1.2.1). */
public enum StunError {
    BAD_REQUEST(400, "Bad Request"),
    UNAUTHENTICATED(401, "Unauthorized"),
    UNKNOWN_ATTRIBUTE(420, "Unknown Attribute"),
    ROLE_CONFLICT(487, "Role Conflict");

    private final int code;
    private final String reason;

    StunError(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    public int code() {
        return code;
    }

    String reason() {
        return reason;
    }
}
