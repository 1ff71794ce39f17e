package dev.patchbay.srtp;

/**
 * All that both ends of one direction agree on. Equal parameters mean the same protected packets.
 *
 * @param identifier carried by every packet, or {@link MasterKeyIdentifier#NONE}
 * @param encryptsRtp false: session parameter {@code UNENCRYPTED_SRTP}
 * @param encryptsRtcp false: {@code UNENCRYPTED_SRTCP}
 * @param authenticatesRtp false: {@code UNAUTHENTICATED_SRTP}; an AEAD suite authenticates all the same (RFC 7714, section 14.1)
 */
public record SrtpParameters(
        CryptoSuite suite,
        MasterKey masterKey,
        MasterKeyIdentifier identifier,
        boolean encryptsRtp,
        boolean encryptsRtcp,
        boolean authenticatesRtp) {

    public SrtpParameters {
        if (masterKey.keyLength() != suite.keyLength() || masterKey.saltLength() != suite.saltLength()) {
            throw new IllegalArgumentException(masterKey + " does not fit " + suite);
        }
    }

    /** Encrypted and authenticated, without MKI: what DTLS-SRTP gives, and SDES without session parameters. */
    public static SrtpParameters of(CryptoSuite suite, MasterKey masterKey) {
        return new SrtpParameters(suite, masterKey, MasterKeyIdentifier.NONE, true, true, true);
    }

    /** Bytes of the tag at the end of an RTP packet; 0 without authentication. */
    int rtpTagLength() {
        return authenticatesRtp || suite.isAead() ? suite.rtpTagLength() : 0;
    }

    /** Whether a stranger's RTP packet is told from the peer's. */
    public boolean provesRtp() {
        return rtpTagLength() > 0;
    }
}
