package dev.patchbay.stun;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.CRC32;

/**
 * The two checksums of a message: HMAC-SHA1 for MESSAGE-INTEGRITY (RFC 8489, section 14.5) and CRC-32 for FINGERPRINT (section
 * 14.7). One per thread; computing allocates nothing.
 */
public final class StunDigest {

    static final int HMAC_LENGTH = 20;

    private static final int FINGERPRINT_MASK = 0x5354554e;
    private static final byte INNER_PAD = 0x36;
    private static final byte OUTER_PAD = 0x5c;

    private final MessageDigest sha1 = sha1();
    private final CRC32 crc = new CRC32();
    private final byte[] pad = new byte[StunKey.BLOCK_LENGTH];
    private final byte[] result = new byte[HMAC_LENGTH];

    /** Ready for use. */
    public StunDigest() {}

    static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    /** @return the HMAC of the first {@code length} bytes; valid until the next call */
    byte[] hmac(StunKey key, byte[] message, int length) {
        digest(key, INNER_PAD, message, length);
        digest(key, OUTER_PAD, result, HMAC_LENGTH);
        return result;
    }

    private void digest(StunKey key, byte padding, byte[] message, int length) {
        for (int i = 0; i < pad.length; i++) {
            pad[i] = (byte) (key.padded(i) ^ padding);
        }
        sha1.update(pad);
        sha1.update(message, 0, length);
        try {
            sha1.digest(result, 0, HMAC_LENGTH);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-1 does not fit into 20 bytes", e);
        }
    }

    /** The value of FINGERPRINT for a message of which the first {@code length} bytes come before that attribute. */
    int fingerprint(byte[] message, int length) {
        crc.reset();
        crc.update(message, 0, length);
        return (int) crc.getValue() ^ FINGERPRINT_MASK;
    }
}
