package dev.patchbay.proxy.auth;

/** Why credentials are not taken. The client is only told whether they are {@link #isStale}. */
public enum AuthFailure {
    /** None for this realm: what a client sends first. */
    NO_CREDENTIALS,
    /** Something is missing, or an algorithm or a quality of protection that was not offered. */
    MALFORMED,
    /** A nonce we did not make for this realm, or before we were started. */
    FOREIGN_NONCE,
    UNKNOWN_USER,
    WRONG_PASSWORD,
    /** The password is right, the nonce too old. */
    STALE,
    /** The password is right, but the request was there already. */
    REPLAYED;

    /** Whether the client may try again with the same password, without asking its user. */
    public boolean isStale() {
        return this == STALE || this == REPLAYED || this == FOREIGN_NONCE;
    }

    /** Whether somebody may be guessing passwords. */
    public boolean isSuspicious() {
        return this == UNKNOWN_USER || this == WRONG_PASSWORD || this == MALFORMED;
    }
}
