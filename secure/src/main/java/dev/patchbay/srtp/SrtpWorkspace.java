package dev.patchbay.srtp;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * One packet being protected or opened, and the space that takes. It belongs to a thread, not to a call: the ciphers of all calls of
 * a media worker share one or two. What is in it changes with every packet.
 */
public final class SrtpWorkspace {

    /** Longest packet, protected or not, bytes. */
    public static final int MAX_LENGTH = 4096;

    final byte[] bytes = new byte[MAX_LENGTH];
    int length;

    /** Counter blocks, and what they are encrypted to; one block more than the longest packet needs. */
    final byte[] blocks = new byte[MAX_LENGTH + Aes.BLOCK];

    final byte[] stream = new byte[MAX_LENGTH + Aes.BLOCK];
    final MessageDigest sha1;
    final byte[] digest = new byte[PacketHmac.DIGEST_LENGTH];
    final byte[] suffix = new byte[Integer.BYTES];

    /** What {@link PreparedHmac} computes with: the rest of a packet, its suffix and the padding, in two blocks. */
    final Sha1State sha1State = new Sha1State();

    final byte[] tail = new byte[2 * PacketHmac.BLOCK];

    private final ByteBuffer buffer = ByteBuffer.wrap(bytes);

    public SrtpWorkspace() {
        try {
            sha1 = MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the Java runtime has no SHA-1", e);
        }
    }

    /** Takes a packet in: bytes 0 to {@code packetLength}, at most {@link #MAX_LENGTH}. */
    public void load(ByteBuffer packet, int packetLength) {
        packet.get(0, bytes, 0, packetLength);
        length = packetLength;
    }

    public void load(SrtpWorkspace other) {
        System.arraycopy(other.bytes, 0, bytes, 0, other.length);
        length = other.length;
    }

    /** Writes the packet to index 0 of {@code target}. */
    public void store(ByteBuffer target) {
        target.put(0, bytes, 0, length);
    }

    /** A view of the packet, big endian, from index 0 to {@link #length}; always the same object. Use absolute access. */
    public ByteBuffer buffer() {
        return buffer;
    }

    public int length() {
        return length;
    }

    /** After a change of the packet through {@link #buffer}. */
    public void setLength(int newLength) {
        length = newLength;
    }
}
