package dev.patchbay.sip.node;

import java.util.EnumSet;
import java.util.Set;

/** Whether calls go to a node. */
public enum NodeCondition {
    ENABLED,
    /** It did not answer: no calls until it answers a ping, which is tried from a moment on. */
    DISABLED_UNTIL,
    /** Somebody switched it off, or it left the database: pings do not bring it back. */
    DISABLED_PERMANENTLY,
    /** Disabled, and a ping is under way. */
    PROBING;

    /** The conditions that may follow; a node that stays in its condition may get a new reason and time. */
    Set<NodeCondition> successors() {
        return switch (this) {
            case ENABLED -> EnumSet.of(ENABLED, DISABLED_UNTIL, DISABLED_PERMANENTLY);
            case DISABLED_UNTIL -> EnumSet.allOf(NodeCondition.class);
            case DISABLED_PERMANENTLY -> EnumSet.of(ENABLED, DISABLED_UNTIL, DISABLED_PERMANENTLY);
            case PROBING -> EnumSet.of(ENABLED, DISABLED_UNTIL, DISABLED_PERMANENTLY);
        };
    }
}
