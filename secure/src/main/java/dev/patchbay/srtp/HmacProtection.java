package dev.patchbay.srtp;

import static dev.patchbay.srtp.KeyDerivation.RTCP_AUTHENTICATION;
import static dev.patchbay.srtp.KeyDerivation.RTCP_ENCRYPTION;
import static dev.patchbay.srtp.KeyDerivation.RTCP_SALT;
import static dev.patchbay.srtp.KeyDerivation.RTP_AUTHENTICATION;
import static dev.patchbay.srtp.KeyDerivation.RTP_ENCRYPTION;
import static dev.patchbay.srtp.KeyDerivation.RTP_SALT;

/**
 * A stream cipher, or none, and HMAC-SHA1 (RFC 3711, sections 3.1 and 3.4):
 *
 * <pre>
 * SRTP:  header | encrypted payload                    | MKI | tag    the tag also covers the rollover counter
 * SRTCP: first 8 bytes | encrypted rest | E and index  | MKI | tag
 * </pre>
 */
final class HmacProtection implements PacketProtection {

    private static final int INDEX_LENGTH = Integer.BYTES;

    private final MasterKeyIdentifier identifier;
    private final int rtpTagLength;
    private final int rtcpTagLength;
    private final PayloadCipher rtpCipher;
    private final PayloadCipher rtcpCipher;
    /** Whether reports are sent encrypted. Received ones say so themselves. */
    private final boolean encryptsRtcp;

    private final PacketHmac rtpHmac;
    private final PacketHmac rtcpHmac;

    HmacProtection(SrtpParameters parameters) {
        KeyDerivation keys = new KeyDerivation(parameters.masterKey());
        CryptoSuite suite = parameters.suite();
        identifier = parameters.identifier();
        rtpTagLength = parameters.rtpTagLength();
        rtcpTagLength = suite.rtcpTagLength();
        rtpCipher = parameters.encryptsRtp() ? cipher(suite, keys, RTP_ENCRYPTION, RTP_SALT) : PayloadCipher.Clear.CLEAR;
        encryptsRtcp = parameters.encryptsRtcp() && suite.cipher() != CryptoSuite.Cipher.NONE;
        rtcpCipher = cipher(suite, keys, RTCP_ENCRYPTION, RTCP_SALT);
        rtpHmac = PacketHmac.of(keys.derive(RTP_AUTHENTICATION, PacketHmac.KEY_LENGTH));
        rtcpHmac = PacketHmac.of(keys.derive(RTCP_AUTHENTICATION, PacketHmac.KEY_LENGTH));
    }

    private static PayloadCipher cipher(CryptoSuite suite, KeyDerivation keys, int keyLabel, int saltLabel) {
        byte[] key = keys.derive(keyLabel, suite.keyLength());
        byte[] salt = keys.derive(saltLabel, suite.saltLength());
        return switch (suite.cipher()) {
            case AES_CM -> new AesCounterCipher(key, salt);
            case AES_F8 -> new AesF8Cipher(key, salt);
            case NONE -> PayloadCipher.Clear.CLEAR;
            case AES_GCM -> throw new IllegalArgumentException(suite + " needs no HMAC");
        };
    }

    @Override
    public int rtpOverhead() {
        return identifier.length() + rtpTagLength;
    }

    @Override
    public int rtcpOverhead() {
        return INDEX_LENGTH + identifier.length() + rtcpTagLength;
    }

    @Override
    public void protectRtp(SrtpWorkspace workspace, int payloadOffset, int ssrc, long index) {
        int end = workspace.length;
        rtpCipher.applyToRtp(workspace, payloadOffset, end, ssrc, index);
        if (rtpTagLength > 0) {
            rtpHmac.compute(workspace, end, (int) (index >>> 16));
        }
        appendTag(workspace, end, rtpTagLength);
    }

    @Override
    public SrtpStatus unprotectRtp(SrtpWorkspace workspace, int payloadOffset, int ssrc, long index) {
        int end = workspace.length - rtpOverhead();
        if (!identifier.isAt(workspace.bytes, end)) {
            return SrtpStatus.UNKNOWN_KEY;
        }
        if (rtpTagLength > 0) {
            rtpHmac.compute(workspace, end, (int) (index >>> 16));
            if (!hasTag(workspace, end, rtpTagLength)) {
                return SrtpStatus.UNAUTHENTIC;
            }
        }
        workspace.length = end;
        rtpCipher.applyToRtp(workspace, payloadOffset, end, ssrc, index);
        return SrtpStatus.OK;
    }

    @Override
    public void protectRtcp(SrtpWorkspace workspace, int ssrc, int index) {
        int end = workspace.length;
        int flagAndIndex = encryptsRtcp ? index | ENCRYPTED_FLAG : index;
        applyToRtcp(workspace, end, ssrc, flagAndIndex);
        NetworkBytes.putInt(workspace.bytes, end, flagAndIndex);
        rtcpHmac.compute(workspace, end + INDEX_LENGTH);
        appendTag(workspace, end + INDEX_LENGTH, rtcpTagLength);
    }

    @Override
    public int rtcpFlagAndIndex(SrtpWorkspace workspace) {
        return NetworkBytes.getInt(workspace.bytes, workspace.length - rtcpOverhead());
    }

    @Override
    public SrtpStatus unprotectRtcp(SrtpWorkspace workspace, int ssrc, int flagAndIndex) {
        int end = workspace.length - rtcpOverhead();
        if (!identifier.isAt(workspace.bytes, end + INDEX_LENGTH)) {
            return SrtpStatus.UNKNOWN_KEY;
        }
        rtcpHmac.compute(workspace, end + INDEX_LENGTH);
        if (!hasTag(workspace, end + INDEX_LENGTH, rtcpTagLength)) {
            return SrtpStatus.UNAUTHENTIC;
        }
        workspace.length = end;
        applyToRtcp(workspace, end, ssrc, flagAndIndex);
        return SrtpStatus.OK;
    }

    private void applyToRtcp(SrtpWorkspace workspace, int end, int ssrc, int flagAndIndex) {
        if (PacketProtection.isEncrypted(flagAndIndex)) {
            rtcpCipher.applyToRtcp(workspace, end, ssrc, flagAndIndex);
        }
    }

    private void appendTag(SrtpWorkspace workspace, int end, int tagLength) {
        int at = identifier.writeTo(workspace.bytes, end);
        System.arraycopy(workspace.digest, 0, workspace.bytes, at, tagLength);
        workspace.length = at + tagLength;
    }

    /** Looks at all of the tag, so that the time it takes tells nothing. */
    private boolean hasTag(SrtpWorkspace workspace, int end, int tagLength) {
        int at = end + identifier.length();
        int difference = 0;
        for (int i = 0; i < tagLength; i++) {
            difference |= workspace.digest[i] ^ workspace.bytes[at + i];
        }
        return difference == 0;
    }
}
