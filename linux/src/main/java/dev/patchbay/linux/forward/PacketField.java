package dev.patchbay.linux.forward;

/** Fields of {@code struct __sk_buff}, what a program sees of a packet, by their offsets. */
final class PacketField {

    static final int LENGTH = 0;
    /** 0 = for this host. */
    static final int PACKET_TYPE = 4;

    static final int PROTOCOL = 16;
    static final int VLAN_PRESENT = 20;
    static final int INTERFACE = 40;
    /** A number of 16 bits for traffic control to use; carries the flow's number plus one to {@link EgressProgram}. */
    static final int TC_INDEX = 44;

    static final int BEGIN = 76;
    static final int END = 80;
    static final int SEGMENT_SIZE = 176;

    /** One byte more than the fields above need, as a test context. */
    static final int CONTEXT_BYTES = 192;

    private PacketField() {}
}
