package dev.patchbay.linux.forward;

/**
 * RTP payload types as two words of bits. The range that RTCP takes when it is multiplexed (RFC 5761, section 4) is never in it, so
 * that RTCP always goes up.
 *
 * @param low 0..63
 * @param high 64..127
 */
public record PayloadTypeSet(long low, long high) {

    /** First payload type that may be RTCP, with the marker bit: packet type 192. */
    static final int FIRST_RTCP = 64;
    /** Last one: packet type 223. */
    static final int LAST_RTCP = 95;

    public static final PayloadTypeSet NONE = new PayloadTypeSet(0, 0);

    private static final long NOT_RTCP = -1L << (LAST_RTCP + 1 - FIRST_RTCP);

    public PayloadTypeSet {
        high &= NOT_RTCP;
    }

    /** @param payloadType 0..127 */
    public PayloadTypeSet with(int payloadType) {
        long bit = 1L << payloadType;
        return payloadType < 64 ? new PayloadTypeSet(low | bit, high) : new PayloadTypeSet(low, high | bit);
    }

    public boolean contains(int payloadType) {
        return ((payloadType < 64 ? low : high) >>> payloadType & 1) != 0;
    }

    public boolean isEmpty() {
        return low == 0 && high == 0;
    }
}
