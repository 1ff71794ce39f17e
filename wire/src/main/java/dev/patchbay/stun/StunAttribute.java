package dev.patchbay.stun;

import org.jspecify.annotations.Nullable;

/** The attributes an ICE agent reads or writes (RFC 8489, section 18.3; RFC 8445, section 16.1). */
public enum StunAttribute {
    MAPPED_ADDRESS(0x0001),
    USERNAME(0x0006),
    MESSAGE_INTEGRITY(0x0008),
    ERROR_CODE(0x0009),
    UNKNOWN_ATTRIBUTES(0x000A),
    REALM(0x0014),
    NONCE(0x0015),
    XOR_MAPPED_ADDRESS(0x0020),
    PRIORITY(0x0024),
    USE_CANDIDATE(0x0025),
    SOFTWARE(0x8022),
    FINGERPRINT(0x8028),
    ICE_CONTROLLED(0x8029),
    ICE_CONTROLLING(0x802A);

    private final int type;

    StunAttribute(int type) {
        this.type = type;
    }

    /** The 16-bit type on the wire. */
    public int type() {
        return type;
    }

    /** Null for a type that is not listed here. */
    static @Nullable StunAttribute of(int type) {
        return switch (type) {
            case 0x0001 -> MAPPED_ADDRESS;
            case 0x0006 -> USERNAME;
            case 0x0008 -> MESSAGE_INTEGRITY;
            case 0x0009 -> ERROR_CODE;
            case 0x000A -> UNKNOWN_ATTRIBUTES;
            case 0x0014 -> REALM;
            case 0x0015 -> NONCE;
            case 0x0020 -> XOR_MAPPED_ADDRESS;
            case 0x0024 -> PRIORITY;
            case 0x0025 -> USE_CANDIDATE;
            case 0x8022 -> SOFTWARE;
            case 0x8028 -> FINGERPRINT;
            case 0x8029 -> ICE_CONTROLLED;
            case 0x802A -> ICE_CONTROLLING;
            default -> null;
        };
    }

    /** A message with an attribute of this range that the reader does not know must be refused (RFC 8489, section 14). */
    static boolean isComprehensionRequired(int type) {
        return type < 0x8000;
    }
}
