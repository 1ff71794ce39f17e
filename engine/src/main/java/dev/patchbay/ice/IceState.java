package dev.patchbay.ice;

/** How far an agent has come. A restart leads back to {@link #NEW} or {@link #CHECKING} from everywhere. */
public enum IceState {
    /** The peer has not described itself. */
    NEW("waiting for the peer's description"),
    CHECKING("checking candidate pairs"),
    /** Every component has a pair that works. */
    CONNECTED("every component has a working pair"),
    /** Every component has a pair that was nominated. */
    COMPLETED("every component has its selected pair"),
    /** The peer of a selected pair has not answered for 30 seconds (RFC 7675). */
    DISCONNECTED("consent has expired: the peer does not answer on a selected pair"),
    FAILED("no pair of some component works");

    private final String explanation;

    IceState(String explanation) {
        this.explanation = explanation;
    }

    public String explanation() {
        return explanation;
    }

    /** Whether this may follow without a restart. */
    boolean mayBecome(IceState next) {
        return switch (this) {
            // Straight to the end between two lite agents, who check nothing.
            case NEW -> next == CHECKING || next == COMPLETED;
            // Back from FAILED too, for a late candidate or check (RFC 8863): only the beginning never comes back.
            case CHECKING, CONNECTED, COMPLETED, DISCONNECTED, FAILED -> next != NEW && next != this;
        };
    }
}
