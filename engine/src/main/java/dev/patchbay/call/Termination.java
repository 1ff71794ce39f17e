package dev.patchbay.call;

/** Why a call ended, as CDRs and statistics name it. */
public enum Termination {
    /** By a delete. */
    REGULAR,
    /** By an operator. */
    FORCED,
    /** No media for {@code timeout} seconds. */
    TIMEOUT,
    SILENT_TIMEOUT,
    FINAL_TIMEOUT,
    OFFER_TIMEOUT;

    public boolean isTimeout() {
        return switch (this) {
            case TIMEOUT, SILENT_TIMEOUT, FINAL_TIMEOUT, OFFER_TIMEOUT -> true;
            case REGULAR, FORCED -> false;
        };
    }
}
