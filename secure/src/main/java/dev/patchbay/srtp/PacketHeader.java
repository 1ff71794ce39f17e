package dev.patchbay.srtp;

/** The parts of a header that SRTP needs and does not encrypt. Padding is not looked at: it is encrypted. */
final class PacketHeader {

    static final int MIN_RTP_LENGTH = 12;
    /** The header of the first packet of an RTCP compound with its SSRC. */
    static final int RTCP_LENGTH = 8;

    private static final int VERSION_2 = 0x80;
    private static final int VERSION_MASK = 0xc0;
    private static final int EXTENSION = 0x10;
    private static final int EXTENSION_HEADER_LENGTH = 4;

    private PacketHeader() {}

    /** @return the index of the first encrypted byte; -1 when the lengths are not sound (RFC 3550, section 5.1) */
    static int rtpPayloadOffset(byte[] packet, int length) {
        if (length < MIN_RTP_LENGTH || (packet[0] & VERSION_MASK) != VERSION_2) {
            return -1;
        }
        int offset = MIN_RTP_LENGTH + 4 * (packet[0] & 0x0f);
        if ((packet[0] & EXTENSION) != 0) {
            if (offset + EXTENSION_HEADER_LENGTH > length) {
                return -1;
            }
            offset += EXTENSION_HEADER_LENGTH + 4 * NetworkBytes.getUnsignedShort(packet, offset + 2);
        }
        return offset <= length ? offset : -1;
    }

    static boolean isRtcp(byte[] packet, int length) {
        return length >= RTCP_LENGTH && (packet[0] & VERSION_MASK) == VERSION_2;
    }

    static int sequenceNumber(byte[] rtp) {
        return NetworkBytes.getUnsignedShort(rtp, 2);
    }

    static int rtpSsrc(byte[] rtp) {
        return NetworkBytes.getInt(rtp, 8);
    }

    static int rtcpSsrc(byte[] rtcp) {
        return NetworkBytes.getInt(rtcp, 4);
    }
}
