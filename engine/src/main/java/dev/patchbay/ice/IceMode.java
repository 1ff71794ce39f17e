package dev.patchbay.ice;

/** How much of ICE an agent does. */
public enum IceMode {
    /** It checks and is checked. */
    FULL,
    /** It only answers checks (RFC 8445, section 2.5). */
    LITE
}
