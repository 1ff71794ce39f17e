package dev.patchbay.srtp;

import java.util.Arrays;
import javax.crypto.Cipher;

/**
 * Makes session keys of a master key: AES in counter mode as the pseudo-random function, key derivation rate 0 (RFC 3711, section
 * 4.3; AES-192 and AES-256 keep the master key's length, RFC 6188, section 3; AEAD suites as RFC 7714, section 11).
 */
final class KeyDerivation {

    static final int RTP_ENCRYPTION = 0;
    static final int RTP_AUTHENTICATION = 1;
    static final int RTP_SALT = 2;
    static final int RTCP_ENCRYPTION = 3;
    static final int RTCP_AUTHENTICATION = 4;
    static final int RTCP_SALT = 5;

    /** The label stands above 48 bits of index. */
    private static final int LABEL_OFFSET = 7;

    private final Cipher cipher;
    private final byte[] salt;

    KeyDerivation(MasterKey master) {
        cipher = Aes.encryptor(master.key());
        // A 12 byte salt of an AEAD suite is followed by two zero bytes, so that label and index meet the same places.
        salt = new byte[14];
        byte[] given = master.salt();
        System.arraycopy(given, 0, salt, 0, given.length);
    }

    byte[] derive(int label, int length) {
        int blocks = (length + Aes.BLOCK - 1) / Aes.BLOCK;
        byte[] counters = new byte[blocks * Aes.BLOCK];
        for (int block = 0; block < blocks; block++) {
            System.arraycopy(salt, 0, counters, block * Aes.BLOCK, salt.length);
            counters[block * Aes.BLOCK + LABEL_OFFSET] ^= (byte) label;
            counters[block * Aes.BLOCK + Aes.BLOCK - 1] = (byte) block;
        }
        byte[] stream = cipher.update(counters);
        return Arrays.copyOf(stream, length);
    }
}
