package dev.patchbay.stun;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The key of MESSAGE-INTEGRITY, padded to a block of SHA-1 (RFC 2104). Carries a secret: never logged. Immutable.
 */
public final class StunKey {

    static final int BLOCK_LENGTH = 64;

    private final byte[] padded;

    private StunKey(byte[] padded) {
        this.padded = padded;
    }

    /** The key of short-term credentials: the password itself (RFC 8489, section 9.1.1); ICE passwords are ASCII. */
    public static StunKey ofPassword(String password) {
        return ofBytes(password.getBytes(StandardCharsets.UTF_8));
    }

    /** A key that is already derived, such as that of long-term credentials. */
    public static StunKey ofBytes(byte[] key) {
        byte[] fitting = key;
        if (key.length > BLOCK_LENGTH) {
            MessageDigest sha1 = StunDigest.sha1();
            fitting = sha1.digest(key);
        }
        return new StunKey(Arrays.copyOf(fitting, BLOCK_LENGTH));
    }

    byte padded(int index) {
        return padded[index];
    }

    @Override
    public String toString() {
        return "StunKey[hidden]";
    }
}
