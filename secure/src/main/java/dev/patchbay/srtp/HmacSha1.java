package dev.patchbay.srtp;

import java.security.DigestException;
import java.security.MessageDigest;

/**
 * HMAC-SHA1 (RFC 2104) with the padded keys prepared; the digest itself is borrowed from the workspace. The runtime's {@code Mac}
 * would allocate for each packet.
 */
final class HmacSha1 {

    /** Bytes of a session authentication key (RFC 3711, section 5.2). */
    static final int KEY_LENGTH = 20;

    static final int DIGEST_LENGTH = 20;

    private static final int BLOCK = 64;

    private final byte[] inner = new byte[BLOCK];
    private final byte[] outer = new byte[BLOCK];

    /** @param key at most 64 bytes */
    HmacSha1(byte[] key) {
        for (int i = 0; i < BLOCK; i++) {
            int k = i < key.length ? key[i] : 0;
            inner[i] = (byte) (k ^ 0x36);
            outer[i] = (byte) (k ^ 0x5c);
        }
    }

    /** Leaves the 20 bytes in the workspace's {@code digest}: over the packet up to {@code length}, then four bytes of {@code suffix}. */
    void compute(SrtpWorkspace workspace, int length, int suffix) {
        MessageDigest sha1 = workspace.sha1;
        byte[] result = workspace.digest;
        NetworkBytes.putInt(workspace.suffix, 0, suffix);
        sha1.update(inner);
        sha1.update(workspace.bytes, 0, length);
        sha1.update(workspace.suffix, 0, Integer.BYTES);
        digest(sha1, result);
        sha1.update(outer);
        sha1.update(result, 0, DIGEST_LENGTH);
        digest(sha1, result);
    }

    /** The same over the packet alone. */
    void compute(SrtpWorkspace workspace, int length) {
        MessageDigest sha1 = workspace.sha1;
        byte[] result = workspace.digest;
        sha1.update(inner);
        sha1.update(workspace.bytes, 0, length);
        digest(sha1, result);
        sha1.update(outer);
        sha1.update(result, 0, DIGEST_LENGTH);
        digest(sha1, result);
    }

    private static void digest(MessageDigest sha1, byte[] result) {
        try {
            sha1.digest(result, 0, DIGEST_LENGTH);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-1 has another length", e);
        }
    }
}
