package dev.patchbay.srtp;

import java.util.Arrays;
import javax.crypto.Cipher;

/** AES in f8 mode (RFC 3711, section 4.1.2): each block of the key stream depends on the one before. */
final class AesF8Cipher implements PayloadCipher {

    private static final byte MASK_PADDING = 0x55;

    private final Cipher cipher;
    /** With the masked key, for the IV only. */
    private final Cipher ivCipher;

    private final byte[] iv = new byte[Aes.BLOCK];
    private final byte[] maskedIv = new byte[Aes.BLOCK];
    private final byte[] in = new byte[Aes.BLOCK];
    private final byte[] out = new byte[Aes.BLOCK];

    /**
     * @param key session key
     * @param salt session salt, not longer than the key
     */
    AesF8Cipher(byte[] key, byte[] salt) {
        byte[] masked = key.clone();
        for (int i = 0; i < masked.length; i++) {
            masked[i] ^= i < salt.length ? salt[i] : MASK_PADDING;
        }
        cipher = Aes.encryptor(key);
        ivCipher = Aes.encryptor(masked);
    }

    /** IV = 0x00, then M, PT, SEQ, timestamp and SSRC as in the header, then the rollover counter. */
    @Override
    public void applyToRtp(SrtpWorkspace workspace, int payloadOffset, int end, int ssrc, long index) {
        iv[0] = 0;
        System.arraycopy(workspace.bytes, 1, iv, 1, PacketHeader.MIN_RTP_LENGTH - 1);
        NetworkBytes.putInt(iv, 12, (int) (index >>> 16));
        apply(workspace, payloadOffset, end);
    }

    /** IV = four zero bytes, E flag and index, then the first eight bytes of the header (section 4.1.2.3). */
    @Override
    public void applyToRtcp(SrtpWorkspace workspace, int end, int ssrc, int flagAndIndex) {
        NetworkBytes.putInt(iv, 0, 0);
        NetworkBytes.putInt(iv, 4, flagAndIndex);
        System.arraycopy(workspace.bytes, 0, iv, 8, PacketHeader.RTCP_LENGTH);
        apply(workspace, PacketHeader.RTCP_LENGTH, end);
    }

    private void apply(SrtpWorkspace workspace, int offset, int end) {
        Aes.encrypt(ivCipher, iv, Aes.BLOCK, maskedIv);
        Arrays.fill(out, (byte) 0);
        long block = 0;
        for (int at = offset; at < end; at += Aes.BLOCK) {
            long high = NetworkBytes.getLong(maskedIv, 0) ^ NetworkBytes.getLong(out, 0);
            long low = NetworkBytes.getLong(maskedIv, Long.BYTES) ^ NetworkBytes.getLong(out, Long.BYTES) ^ block++;
            NetworkBytes.putLong(in, 0, high);
            NetworkBytes.putLong(in, Long.BYTES, low);
            Aes.encrypt(cipher, in, Aes.BLOCK, out);
            NetworkBytes.xor(workspace.bytes, at, out, Math.min(Aes.BLOCK, end - at));
        }
    }
}
