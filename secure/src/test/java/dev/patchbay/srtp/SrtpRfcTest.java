package dev.patchbay.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The test vectors of the RFCs, and the packets that libsrtp checks itself with. */
class SrtpRfcTest {

    private static final String COUNTER_SALT = "f0f1f2f3f4f5f6f7f8f9fafbfcfd";

    @ParameterizedTest
    @CsvSource({
        // RFC 3711, appendix B.2
        "2b7e151628aed2a6abf7158809cf4f3c, e03ead0935c95e80e166b16dd92b4eb4d23513162b02d0f72a43a2fe4a5f97ab41e95b3bb0a2e8dd477901e4fca894c0",
        // RFC 6188, sections 7.1 and 7.3
        "57f82fe3613fd170a85ec93c40b1f0922ec4cb0dc025b58272147cc438944a98, 92bdd28a93c3f52511c677d08b5515a49da71b2378a854f67050756ded165bac63c4868b7096d88421b563b8c94c9a31",
        "eab234764e517b2d3d160d587d8c86219740f65f99b6bcf7, 35096cba4610028dc1b57503804ce37c5de986291dcce161d5165ec4568f5c9a474a40c77894bc17180202272a4c264d"
    })
    void shouldMakeTheCounterModeKeyStreamOfTheRfc(String key, String stream) {
        AesCounterCipher cipher = new AesCounterCipher(Rtp.hex(key), Rtp.hex(COUNTER_SALT));
        SrtpWorkspace workspace = Rtp.workspace(new byte[48]);
        cipher.applyToRtp(workspace, 0, 48, 0, 0);
        assertThat(Rtp.hex(Rtp.content(workspace))).isEqualTo(stream);
    }

    @ParameterizedTest
    @CsvSource({
        // RFC 3711, appendix B.3
        "e1f97a0d3e018be0d64fa32c06de4139, 0ec675ad498afeebb6960b3aabe6, c61e7a93744f39ee10734afe3ff7a087, 30cbbc08863d8c85d49db34a9ae1, cebe321f6ff7716b6fd4ab49af256a156d38baa4",
        // RFC 6188, sections 7.2 and 7.4
        "f0f04914b513f2763a1b1fa130f10e2998f6f6e43e4309d1e622a0e332b9f1b6, 3b04803de51ee7c96423ab5b78d2, 5ba1064e30ec51613cad926c5a28ef731ec7fb397f70a960653caf06554cd8c4, fa31791685ca444a9e07c6c64e93, fd9c32d39ed5fbb5a9dc96b30818454d1313dc05",
        "73edc66c4fa15776fb57f9505c17136550ffda71f3e8e5f1, c8522f3acd4ce86d5add78edbb11, 31874736a8f1143870c26e4857d8a5b2c4a354407faadabb, 2372b82d639b6d8503a47adc0a6c, 355b10973cd95b9eacf4061c7e1a7151e7cfbfcb"
    })
    void shouldDeriveTheSessionKeysOfTheRfc(String key, String salt, String sessionKey, String sessionSalt, String authenticationKey) {
        KeyDerivation derivation = new KeyDerivation(new MasterKey(Rtp.hex(key), Rtp.hex(salt)));
        assertThat(Rtp.hex(derivation.derive(KeyDerivation.RTP_ENCRYPTION, key.length() / 2))).isEqualTo(sessionKey);
        assertThat(Rtp.hex(derivation.derive(KeyDerivation.RTP_SALT, 14))).isEqualTo(sessionSalt);
        assertThat(Rtp.hex(derivation.derive(KeyDerivation.RTP_AUTHENTICATION, 20))).isEqualTo(authenticationKey);
    }

    /** RFC 3711, appendix B.1. */
    @Test
    void shouldEncryptInF8ModeLikeTheRfc() {
        AesF8Cipher cipher = new AesF8Cipher(Rtp.hex("234829008467be186c3de14aae72d62c"), Rtp.hex("32f2870d"));
        SrtpWorkspace workspace = Rtp.workspace(Rtp.hex("806e5cba50681de55c621599"
                + "70736575646f72616e646f6d6e65737320697320746865206e657874206265737420746869 6e67"));
        cipher.applyToRtp(workspace, 12, workspace.length(), 0x5c621599, 0xd462564aL << 16 | 0x5cba);
        assertThat(Rtp.hex(Rtp.content(workspace)).substring(24))
                .isEqualTo("019ce7a26e7854014a6366aa95d4eefd1ad4172a14f9faf455b7f1d4b62bd08f562c0eef7c4802");
    }

    /** RFC 7714, section 16.1.1 (with the session key). */
    @Test
    void shouldProtectWithGcmLikeTheRfc() {
        GcmProtection.SessionCipher cipher = new GcmProtection.SessionCipher(
                Rtp.hex("000102030405060708090a0b0c0d0e0f"), Rtp.hex("517569642070726f2071756f"));
        SrtpWorkspace workspace = Rtp.workspace(Rtp.hex("8040f17b8041f8d35501a0b2"
                + "47616c6c696120657374206f6d6e6973206469766973 6120696e20706172746573207472 6573"));
        cipher.begin(Cipher.ENCRYPT_MODE, 0x5501a0b2, 0xf17b);
        cipher.authenticate(workspace.bytes, 0, 12);
        cipher.finish(workspace, 12, 38);
        workspace.setLength(12 + 38 + 16);
        assertThat(Rtp.hex(Rtp.content(workspace))).isEqualTo("8040f17b8041f8d35501a0b2"
                + "f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b36de3adf8833"
                + "899d7f27beb16a9152cf765ee4390cce");
    }

    /** The packet of libsrtp's own check of its default policy. */
    @Test
    void shouldProtectRtpLikeLibsrtp() {
        SrtpParameters parameters = SrtpParameters.of(CryptoSuite.AES_CM_128_HMAC_SHA1_80, new MasterKey(
                Rtp.hex("e1f97a0d3e018be0d64fa32c06de4139"), Rtp.hex("0ec675ad498afeebb6960b3aabe6")));
        byte[] plain = Rtp.hex("800f1234decafbadcafebabeabababababababababababababababab");
        byte[] secure = Rtp.hex("800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb");
        assertThat(Rtp.protect(Rtp.sender(parameters), plain)).isEqualTo(secure);
        SrtpWorkspace workspace = Rtp.workspace(secure);
        assertThat(new SrtpReceiver(parameters).unprotectRtp(workspace)).isEqualTo(SrtpStatus.OK);
        assertThat(Rtp.content(workspace)).isEqualTo(plain);
    }

    /** libsrtp numbers SRTCP from 1. */
    @Test
    void shouldProtectRtcpLikeLibsrtp() {
        SrtpParameters parameters = SrtpParameters.of(CryptoSuite.AES_CM_128_HMAC_SHA1_80, new MasterKey(
                Rtp.hex("e1f97a0d3e018be0d64fa32c06de4139"), Rtp.hex("0ec675ad498afeebb6960b3aabe6")));
        byte[] plain = Rtp.hex("81c8000bcafebabeabababababababababababababababab");
        byte[] secure = Rtp.hex("81c8000bcafebabe7128035be487b9bdbef89041f977a5a880000001993e08cd54d6c1230798");
        SrtpSender sender = Rtp.sender(parameters);
        Rtp.protectReport(sender, plain);
        assertThat(Rtp.protectReport(sender, plain)).isEqualTo(secure);
        SrtpWorkspace workspace = Rtp.workspace(secure);
        assertThat(new SrtpReceiver(parameters).unprotectRtcp(workspace)).isEqualTo(SrtpStatus.OK);
        assertThat(Rtp.content(workspace)).isEqualTo(plain);
    }
}
