package dev.patchbay.srtp;

/**
 * HMAC-SHA1 (RFC 2104) of packets, under one key. Neither kind allocates, which the runtime's {@code Mac} does for each packet. Which one
 * is faster depends on the processor: {@link DigestHmac} where the runtime has instructions for SHA-1 at its disposal, else
 * {@link PreparedHmac}, which has a third less to compute.
 */
sealed interface PacketHmac permits DigestHmac, PreparedHmac {

    /** Bytes of a session authentication key (RFC 3711, section 5.2). */
    int KEY_LENGTH = 20;

    int DIGEST_LENGTH = 20;

    /** Bytes that SHA-1 takes at a time; a key is padded to as many. */
    int BLOCK = 64;

    byte INNER_PAD = 0x36;
    byte OUTER_PAD = 0x5c;

    /** @param key at most {@link #BLOCK} bytes */
    static PacketHmac of(byte[] key) {
        return Sha1Instructions.ARE_THERE ? new DigestHmac(key) : new PreparedHmac(key);
    }

    /** Leaves the 20 bytes in the workspace's {@code digest}: over the packet up to {@code length}. */
    void compute(SrtpWorkspace workspace, int length);

    /** The same over the packet up to {@code length}, then four bytes of {@code suffix}. */
    void compute(SrtpWorkspace workspace, int length, int suffix);

    /** The key with zeros behind it, each byte changed by {@code pad}. */
    static byte[] padded(byte[] key, byte pad) {
        byte[] block = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            block[i] = (byte) ((i < key.length ? key[i] : 0) ^ pad);
        }
        return block;
    }
}
