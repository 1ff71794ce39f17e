package dev.patchbay.srtp;

import java.util.Arrays;

/** By our SHA-1, which begins where the padded key has left it: two blocks less for each packet. */
final class PreparedHmac implements PacketHmac {

    /** Where the length in bits stands in the last block (FIPS 180-4, section 5.1.1). */
    private static final int LENGTH_AT = BLOCK - Long.BYTES;

    private static final byte END_OF_MESSAGE = (byte) 0x80;

    private final Sha1State inner = new Sha1State();
    private final Sha1State outer = new Sha1State();

    PreparedHmac(byte[] key) {
        inner.compress(PacketHmac.padded(key, INNER_PAD), 0);
        outer.compress(PacketHmac.padded(key, OUTER_PAD), 0);
    }

    @Override
    public void compute(SrtpWorkspace workspace, int length) {
        int done = wholeBlocks(workspace, length);
        int rest = length - done;
        System.arraycopy(workspace.bytes, done, workspace.tail, 0, rest);
        finish(workspace, rest, length);
    }

    @Override
    public void compute(SrtpWorkspace workspace, int length, int suffix) {
        int done = wholeBlocks(workspace, length);
        int rest = length - done;
        System.arraycopy(workspace.bytes, done, workspace.tail, 0, rest);
        NetworkBytes.putInt(workspace.tail, rest, suffix);
        finish(workspace, rest + Integer.BYTES, length + Integer.BYTES);
    }

    /** How much of the packet was taken in. */
    private int wholeBlocks(SrtpWorkspace workspace, int length) {
        Sha1State state = workspace.sha1State;
        state.set(inner);
        int at = 0;
        for (; at + BLOCK <= length; at += BLOCK) {
            state.compress(workspace.bytes, at);
        }
        return at;
    }

    /**
     * @param rest bytes in the workspace's {@code tail} that are still to be taken in, at most 67
     * @param messageLength bytes in all, without the padded key
     */
    private void finish(SrtpWorkspace workspace, int rest, int messageLength) {
        Sha1State state = workspace.sha1State;
        byte[] tail = workspace.tail;
        int end = rest < LENGTH_AT ? BLOCK : 2 * BLOCK;
        close(tail, rest, end, messageLength);
        for (int at = 0; at < end; at += BLOCK) {
            state.compress(tail, at);
        }
        state.store(tail, 0);
        close(tail, DIGEST_LENGTH, BLOCK, DIGEST_LENGTH);
        state.set(outer);
        state.compress(tail, 0);
        state.store(workspace.digest, 0);
    }

    private static void close(byte[] tail, int from, int end, int messageLength) {
        tail[from] = END_OF_MESSAGE;
        Arrays.fill(tail, from + 1, end - Long.BYTES, (byte) 0);
        NetworkBytes.putLong(tail, end - Long.BYTES, (long) (BLOCK + messageLength) * Byte.SIZE);
    }
}
