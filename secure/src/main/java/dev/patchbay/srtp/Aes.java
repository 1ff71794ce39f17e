package dev.patchbay.srtp;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** The bare AES block cipher of the Java runtime: every SRTP mode but GCM is built of single blocks. */
final class Aes {

    static final int BLOCK = 16;

    private Aes() {}

    /**
     * For {@code update} of whole blocks only, with distinct input and output arrays: then it allocates nothing.
     *
     * @param key 16, 24 or 32 bytes
     */
    static Cipher encryptor(byte[] key) {
        try {
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java runtime has no AES", e);
        }
    }

    /** One call, for whole blocks. */
    static void encrypt(Cipher cipher, byte[] in, int length, byte[] out) {
        try {
            cipher.update(in, 0, length, out, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES refuses whole blocks", e);
        }
    }
}
