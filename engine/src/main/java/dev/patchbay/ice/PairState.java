package dev.patchbay.ice;

/** RFC 8445, section 6.1.2.6. */
public enum PairState {
    /** Waits for a pair of the same foundation to succeed. */
    FROZEN,
    WAITING,
    IN_PROGRESS,
    SUCCEEDED,
    FAILED;

    boolean mayBecome(PairState next) {
        return switch (this) {
            case FROZEN -> next == WAITING;
            case WAITING -> next == IN_PROGRESS;
            // Back to waiting: a role conflict has to be settled by another check.
            case IN_PROGRESS -> next == SUCCEEDED || next == FAILED || next == WAITING;
            // A pair that worked may stop doing so, which its nominating check finds out.
            case SUCCEEDED -> next == FAILED;
            // The peer's own check came through: it is worth another try.
            case FAILED -> next == WAITING;
        };
    }

    /** Its check may still bring something. */
    boolean isOpen() {
        return this == FROZEN || this == WAITING || this == IN_PROGRESS;
    }
}
