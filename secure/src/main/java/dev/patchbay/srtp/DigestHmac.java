package dev.patchbay.srtp;

import java.security.DigestException;
import java.security.MessageDigest;

/** By the runtime's SHA-1, which is borrowed from the workspace, with the padded keys prepared. */
final class DigestHmac implements PacketHmac {

    private final byte[] inner;
    private final byte[] outer;

    DigestHmac(byte[] key) {
        inner = PacketHmac.padded(key, INNER_PAD);
        outer = PacketHmac.padded(key, OUTER_PAD);
    }

    @Override
    public void compute(SrtpWorkspace workspace, int length) {
        MessageDigest sha1 = workspace.sha1;
        sha1.update(inner);
        sha1.update(workspace.bytes, 0, length);
        finish(workspace);
    }

    @Override
    public void compute(SrtpWorkspace workspace, int length, int suffix) {
        MessageDigest sha1 = workspace.sha1;
        NetworkBytes.putInt(workspace.suffix, 0, suffix);
        sha1.update(inner);
        sha1.update(workspace.bytes, 0, length);
        sha1.update(workspace.suffix, 0, Integer.BYTES);
        finish(workspace);
    }

    private void finish(SrtpWorkspace workspace) {
        MessageDigest sha1 = workspace.sha1;
        byte[] result = workspace.digest;
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
