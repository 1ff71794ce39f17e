package dev.patchbay.rtp;

import java.nio.ByteBuffer;

/**
 * What a datagram on a media port is, told from its first two bytes (RFC 7983, section 7; RTP from RTCP by RFC 5761, section 4).
 *
 * <pre>
 * first byte    0..3      STUN
 *              16..19     ZRTP (with its magic cookie)
 *              20..63     DTLS
 *             128..191    RTP, or RTCP when the second byte is 192..223
 * </pre>
 */
public enum DatagramKind {
    RTP,
    RTCP,
    STUN,
    DTLS,
    ZRTP,
    /** Anything else, the empty datagram too. */
    OTHER;

    /** An RTCP header and the SSRC that every packet type has; shorter ones are not worth a separate way. */
    private static final int MIN_RTCP_LENGTH = 8;

    private static final int MIN_STUN_LENGTH = 20;
    private static final int MIN_DTLS_LENGTH = 13;
    private static final int ZRTP_MAGIC_COOKIE = 0x5a525450;

    /**
     * @param datagram big endian
     * @param length of the payload, which starts at index 0; never more than the buffer's limit
     */
    public static DatagramKind of(ByteBuffer datagram, int length) {
        if (length < MIN_RTCP_LENGTH) {
            return OTHER;
        }
        int first = datagram.get(0) & 0xff;
        if (first >> 6 == 2) {
            int second = datagram.get(1) & 0xff;
            if (second >= 192 && second <= 223) {
                return RTCP;
            }
            return length >= RtpView.FIXED_HEADER_LENGTH ? RTP : OTHER;
        }
        if (first <= 3) {
            return length >= MIN_STUN_LENGTH ? STUN : OTHER;
        }
        if (first >= 16 && first <= 19) {
            return datagram.getInt(4) == ZRTP_MAGIC_COOKIE ? ZRTP : OTHER;
        }
        return first >= 20 && first <= 63 && length >= MIN_DTLS_LENGTH ? DTLS : OTHER;
    }
}
