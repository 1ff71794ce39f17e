package dev.patchbay.plane;

/** What a step of the packet path decided. */
enum Verdict {
    /** Go on with the next step. */
    CONTINUE,
    /** The step took the datagram: it goes no further, and that is no loss. */
    CONSUMED,
    /** It goes no further; {@link PacketContext#dropReason} says why. */
    DROP
}
