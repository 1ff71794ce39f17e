package dev.patchbay.linux.forward;

/**
 * A flow as programs and process see it: three cache lines, so that neither side's writes cost the other the rest. Addresses and ports
 * are in network order, IPv4 addresses in the first four bytes of their place.
 *
 * <pre>
 *   0 source        16 new source     32 new target
 *  48 new ports (source, target)      52 source port    54 traffic class   55 marks
 *  56 interface     60 longest packet                               written once, before the flow is found
 *  64 payload types below 64          72 from 64        80 SSRC     84 on or off
 *  88 acknowledged  92 checksum difference of addresses 96 of ports       written by the process
 * 128 packets      136 bytes         144 last packet   152 last packet that went up, when
 * 160 and which    164 payload type  168 sent          176 packets that went up     written by programs
 * </pre>
 */
final class FlowLayout {

    static final int SOURCE = 0;
    static final int NEW_SOURCE = 16;
    static final int NEW_TARGET = 32;
    static final int NEW_PORTS = 48;
    static final int SOURCE_PORT = 52;
    static final int TRAFFIC_CLASS = 54;
    static final int MARKS = 55;
    static final int INTERFACE = 56;
    static final int MAX_PACKET = 60;

    static final int TYPES_LOW = 64;
    static final int TYPES_HIGH = 72;
    static final int SSRC = 80;
    static final int ON = 84;
    static final int ACKNOWLEDGED = 88;
    static final int ADDRESS_DIFFERENCE = 92;
    static final int PORT_DIFFERENCE = 96;

    static final int PACKETS = 128;
    static final int BYTES = 136;
    static final int LAST_NS = 144;
    static final int LAST_UP_NS = 152;
    static final int LAST_UP = 160;
    static final int PAYLOAD_TYPE = 164;
    static final int SENT = 168;
    static final int UP = 176;

    static final int SIZE = 192;

    /** In {@link #MARKS}. */
    static final int MARK_LOOPBACK = 1;
    /** In {@link #ACKNOWLEDGED} and {@link #LAST_UP} beside a sequence number: it is one. */
    static final int IS_SEQUENCE_NUMBER = 0x10000;

    /** In {@link #ACKNOWLEDGED}: whatever went up. */
    static final int EVERYTHING = 0x20000;

    /** Bytes of a {@link FlowKey}. */
    static final int KEY_SIZE = 20;

    static final int KEY_ADDRESS = 0;
    static final int KEY_PORT = 16;
    static final int KEY_FAMILY = 18;

    private FlowLayout() {}
}
