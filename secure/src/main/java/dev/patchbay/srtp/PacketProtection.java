package dev.patchbay.srtp;

/**
 * Puts on and takes off what one suite adds to a packet, under the session keys of one direction. Stateless but for scratch space:
 * indexes come from outside, and nothing is decrypted before it is authenticated.
 */
sealed interface PacketProtection permits HmacProtection, GcmProtection {

    /**
     * The index field of SRTCP says with its highest bit whether the packet is encrypted (RFC 3711, section 3.4). A received one is
     * taken at its word whatever was agreed on: the bit is authenticated, and the RFC lets a sender leave single reports in the clear.
     */
    int ENCRYPTED_FLAG = 0x8000_0000;

    static boolean isEncrypted(int flagAndIndex) {
        return (flagAndIndex & ENCRYPTED_FLAG) != 0;
    }

    static PacketProtection of(SrtpParameters parameters) {
        return parameters.suite().isAead() ? new GcmProtection(parameters) : new HmacProtection(parameters);
    }

    /** Bytes added to an RTP packet. */
    int rtpOverhead();

    /** Bytes added to an RTCP packet. */
    int rtcpOverhead();

    /** There is room for {@link #rtpOverhead} more bytes. */
    void protectRtp(SrtpWorkspace workspace, int payloadOffset, int ssrc, long index);

    /** The packet is longer than header and overhead together; unless OK, it is not changed. */
    SrtpStatus unprotectRtp(SrtpWorkspace workspace, int payloadOffset, int ssrc, long index);

    /** @param index 31 bits */
    void protectRtcp(SrtpWorkspace workspace, int ssrc, int index);

    /** The E flag and index of a protected packet that is long enough. */
    int rtcpFlagAndIndex(SrtpWorkspace workspace);

    SrtpStatus unprotectRtcp(SrtpWorkspace workspace, int ssrc, int flagAndIndex);
}
