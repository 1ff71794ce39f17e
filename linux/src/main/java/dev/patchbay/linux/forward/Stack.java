package dev.patchbay.linux.forward;

/** What the steps keep on the stack: offsets from R10. */
final class Stack {

    /** {@link FlowKey}, 20 bytes. */
    static final int KEY = -24;
    /** Number of the flow, 4 bytes. */
    static final int NUMBER = -28;
    /** The time, 8 bytes. */
    static final int NOW = -40;
    /** UDP payload bytes, 8 bytes. */
    static final int PAYLOAD_BYTES = -48;
    /** The headers to be written: 44 bytes are needed. */
    static final int HEADERS = -96;

    private Stack() {}
}
