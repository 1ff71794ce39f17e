package dev.patchbay.ice;

import dev.patchbay.stun.StunAttribute;

/** Who decides which pairs are used (RFC 8445, section 6.1.1). */
public enum IceRole {
    CONTROLLING(StunAttribute.ICE_CONTROLLING),
    CONTROLLED(StunAttribute.ICE_CONTROLLED);

    private final StunAttribute attribute;

    IceRole(StunAttribute attribute) {
        this.attribute = attribute;
    }

    /** What a check of this role carries. */
    StunAttribute attribute() {
        return attribute;
    }

    IceRole other() {
        return this == CONTROLLING ? CONTROLLED : CONTROLLING;
    }
}
