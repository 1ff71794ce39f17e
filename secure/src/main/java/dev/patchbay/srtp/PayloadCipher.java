package dev.patchbay.srtp;

/** Encrypts or decrypts (it is the same) what follows the header, with the session keys of RTP or of RTCP. */
sealed interface PayloadCipher permits AesCounterCipher, AesF8Cipher, PayloadCipher.Clear {

    /** @param index 48 bits */
    void applyToRtp(SrtpWorkspace workspace, int payloadOffset, int end, int ssrc, long index);

    /** @param flagAndIndex the E flag above 31 bits of SRTCP index */
    void applyToRtcp(SrtpWorkspace workspace, int end, int ssrc, int flagAndIndex);

    /** Leaves it as it is. */
    enum Clear implements PayloadCipher {
        CLEAR;

        @Override
        public void applyToRtp(SrtpWorkspace workspace, int payloadOffset, int end, int ssrc, long index) {}

        @Override
        public void applyToRtcp(SrtpWorkspace workspace, int end, int ssrc, int flagAndIndex) {}
    }
}
