package dev.patchbay.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-GCM (RFC 7714):
 *
 * <pre>
 * SRTP:  header | ciphertext | tag | MKI
 * SRTCP: first 8 bytes | ciphertext | tag | E and index | MKI
 * </pre>
 *
 * <p>The runtime's cipher allocates about 1 KB for each packet and reports a wrong tag by an exception, which ends here.
 */
final class GcmProtection implements PacketProtection {

    private static final int TAG_LENGTH = 16;
    private static final int IV_LENGTH = 12;
    private static final int INDEX_LENGTH = Integer.BYTES;

    private final MasterKeyIdentifier identifier;
    private final boolean encryptsRtp;
    private final boolean encryptsRtcp;
    private final SessionCipher rtp;
    private final SessionCipher rtcp;

    GcmProtection(SrtpParameters parameters) {
        KeyDerivation keys = new KeyDerivation(parameters.masterKey());
        int keyLength = parameters.suite().keyLength();
        identifier = parameters.identifier();
        encryptsRtp = parameters.encryptsRtp();
        encryptsRtcp = parameters.encryptsRtcp();
        rtp = new SessionCipher(
                keys.derive(KeyDerivation.RTP_ENCRYPTION, keyLength), keys.derive(KeyDerivation.RTP_SALT, IV_LENGTH));
        rtcp = new SessionCipher(
                keys.derive(KeyDerivation.RTCP_ENCRYPTION, keyLength), keys.derive(KeyDerivation.RTCP_SALT, IV_LENGTH));
    }

    @Override
    public int rtpOverhead() {
        return TAG_LENGTH + identifier.length();
    }

    @Override
    public int rtcpOverhead() {
        return TAG_LENGTH + INDEX_LENGTH + identifier.length();
    }

    @Override
    public void protectRtp(SrtpWorkspace workspace, int payloadOffset, int ssrc, long index) {
        int end = workspace.length;
        rtp.begin(Cipher.ENCRYPT_MODE, ssrc, index);
        int clear = encryptsRtp ? payloadOffset : end;
        rtp.authenticate(workspace.bytes, 0, clear);
        rtp.finish(workspace, clear, end - clear);
        workspace.length = identifier.writeTo(workspace.bytes, end + TAG_LENGTH);
    }

    @Override
    public SrtpStatus unprotectRtp(SrtpWorkspace workspace, int payloadOffset, int ssrc, long index) {
        int end = workspace.length - identifier.length();
        if (!identifier.isAt(workspace.bytes, end)) {
            return SrtpStatus.UNKNOWN_KEY;
        }
        rtp.begin(Cipher.DECRYPT_MODE, ssrc, index);
        int clear = encryptsRtp ? payloadOffset : end - TAG_LENGTH;
        rtp.authenticate(workspace.bytes, 0, clear);
        if (!rtp.finish(workspace, clear, end - clear)) {
            return SrtpStatus.UNAUTHENTIC;
        }
        workspace.length = end - TAG_LENGTH;
        return SrtpStatus.OK;
    }

    @Override
    public void protectRtcp(SrtpWorkspace workspace, int ssrc, int index) {
        int end = workspace.length;
        int flagAndIndex = encryptsRtcp ? index | ENCRYPTED_FLAG : index;
        rtcp.begin(Cipher.ENCRYPT_MODE, ssrc, index);
        int clear = authenticateRtcp(workspace, end, flagAndIndex);
        rtcp.finish(workspace, clear, end - clear);
        NetworkBytes.putInt(workspace.bytes, end + TAG_LENGTH, flagAndIndex);
        workspace.length = identifier.writeTo(workspace.bytes, end + TAG_LENGTH + INDEX_LENGTH);
    }

    @Override
    public int rtcpFlagAndIndex(SrtpWorkspace workspace) {
        return NetworkBytes.getInt(workspace.bytes, workspace.length - identifier.length() - INDEX_LENGTH);
    }

    @Override
    public SrtpStatus unprotectRtcp(SrtpWorkspace workspace, int ssrc, int flagAndIndex) {
        if (!identifier.isAt(workspace.bytes, workspace.length - identifier.length())) {
            return SrtpStatus.UNKNOWN_KEY;
        }
        int end = workspace.length - rtcpOverhead();
        rtcp.begin(Cipher.DECRYPT_MODE, ssrc, flagAndIndex & ~ENCRYPTED_FLAG);
        int clear = authenticateRtcp(workspace, end, flagAndIndex);
        if (!rtcp.finish(workspace, clear, end + TAG_LENGTH - clear)) {
            return SrtpStatus.UNAUTHENTIC;
        }
        workspace.length = end;
        return SrtpStatus.OK;
    }

    /** @return where the encrypted part begins (RFC 7714, sections 9.2 and 9.3) */
    private int authenticateRtcp(SrtpWorkspace workspace, int end, int flagAndIndex) {
        int clear = PacketProtection.isEncrypted(flagAndIndex) ? PacketHeader.RTCP_LENGTH : end;
        rtcp.authenticate(workspace.bytes, 0, clear);
        NetworkBytes.putInt(workspace.suffix, 0, flagAndIndex);
        rtcp.authenticate(workspace.suffix, 0, INDEX_LENGTH);
        return clear;
    }

    /** AES-GCM under one session key and salt. */
    static final class SessionCipher {

        private final Cipher cipher;
        private final SecretKeySpec key;
        private final byte[] salt;
        private final byte[] iv = new byte[IV_LENGTH];

        SessionCipher(byte[] key, byte[] salt) {
            this.key = new SecretKeySpec(key, "AES");
            this.salt = Arrays.copyOf(salt, IV_LENGTH);
            try {
                cipher = Cipher.getInstance("AES/GCM/NoPadding");
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("the Java runtime has no AES-GCM", e);
            }
        }

        /** IV = (two zero bytes, SSRC, 48 bits of index) XOR salt (sections 8.1 and 9.1). */
        void begin(int mode, int ssrc, long index) {
            NetworkBytes.putLong(iv, 4, index);
            iv[0] = 0;
            iv[1] = 0;
            NetworkBytes.putInt(iv, 2, ssrc);
            for (int i = 0; i < IV_LENGTH; i++) {
                iv[i] ^= salt[i];
            }
            try {
                cipher.init(mode, key, new GCMParameterSpec(TAG_LENGTH * Byte.SIZE, iv));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("AES-GCM refuses key or IV", e);
            }
        }

        void authenticate(byte[] bytes, int offset, int length) {
            cipher.updateAAD(bytes, offset, length);
        }

        /** @return false when the tag is wrong, the packet is unchanged then */
        boolean finish(SrtpWorkspace workspace, int offset, int length) {
            try {
                int written = cipher.doFinal(workspace.bytes, offset, length, workspace.stream, 0);
                System.arraycopy(workspace.stream, 0, workspace.bytes, offset, written);
                return true;
            } catch (AEADBadTagException _) {
                return false;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("AES-GCM fails", e);
            }
        }
    }
}
