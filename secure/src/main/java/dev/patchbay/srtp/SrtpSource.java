package dev.patchbay.srtp;

/** What is known of one SSRC under one key: the packet indexes it has used. */
final class SrtpSource {

    /** Indexes have 48 bits: a rollover counter above 16 bits of sequence number (RFC 3711, section 3.3.1). */
    static final long MAX_RTP_INDEX = (1L << 48) - 1;

    private static final int HALF = 1 << 15;

    final int ssrc;
    final ReplayWindow rtp = new ReplayWindow();
    final ReplayWindow rtcp = new ReplayWindow();
    /** For the choice of which one to forget. */
    long lastUse;

    SrtpSource(int ssrc) {
        this.ssrc = ssrc;
    }

    /**
     * Estimates the index of a received sequence number (RFC 3711, section 3.3.1 and appendix A). Does not change state: the caller
     * commits with {@link ReplayWindow#accept} after authentication.
     *
     * @param sequenceNumber 0..65535, not yet authenticated
     * @return -1 when it would fall below zero or above 48 bits
     */
    long estimateRtpIndex(int sequenceNumber) {
        long highest = rtp.highest();
        if (highest < 0) {
            return sequenceNumber;
        }
        long rollover = highest >> 16;
        int newest = (int) highest & 0xffff;
        if (newest < HALF) {
            if (sequenceNumber - newest > HALF) {
                rollover--;
            }
        } else if (newest - HALF > sequenceNumber) {
            rollover++;
        }
        long index = (rollover << 16) | sequenceNumber;
        return rollover < 0 || index > MAX_RTP_INDEX ? -1 : index;
    }
}
