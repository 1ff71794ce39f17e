package dev.patchbay.ngwire;

import java.util.Optional;

/**
 * What is to be done about ICE (keys {@code ICE} and {@code ICE-lite}, flag {@code trickle ICE}).
 *
 * @param treatment empty for {@code default} and without the key: the receiver is offered ICE if the sender does it
 * @param lite on which sides the relay is a lite agent, for an offer; empty = as before
 * @param trickle tell the receiver that candidates may come one by one
 */
public record IceFlags(Optional<Treatment> treatment, Optional<Lite> lite, boolean trickle) {

    /** Nothing said. */
    public static final IceFlags NONE = new IceFlags(Optional.empty(), Optional.empty(), false);

    /** The values of key {@code ICE}. */
    public enum Treatment {
        /** The receiver sees no ICE. */
        REMOVE,
        /** The receiver is offered ICE, whatever the sender does. */
        FORCE,
        /** The relay is one more candidate beside those of the sender. */
        OPTIONAL,
        /** The relay is the only relay candidate; {@code m=} and {@code c=} stay the sender's. */
        FORCE_RELAY
    }

    /** The values of key {@code ICE-lite}. */
    public enum Lite {
        OFF,
        /** Towards the receiver of the offer. */
        FORWARD,
        /** Towards the sender. */
        BACKWARD,
        BOTH;

        public boolean isForward() {
            return this == FORWARD || this == BOTH;
        }

        public boolean isBackward() {
            return this == BACKWARD || this == BOTH;
        }
    }

    public boolean is(Treatment wanted) {
        return treatment.filter(wanted::equals).isPresent();
    }
}
