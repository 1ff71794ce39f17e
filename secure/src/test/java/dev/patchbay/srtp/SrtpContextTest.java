package dev.patchbay.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SrtpContextTest {

    private static final int A = 0xaaaaaaaa;
    private static final int B = 0x0b0b0b0b;

    private final SrtpParameters parameters = Rtp.parameters(CryptoSuite.AES_CM_128_HMAC_SHA1_80);
    private final SrtpSender sender = Rtp.sender(parameters);
    private final SrtpReceiver receiver = new SrtpReceiver(parameters);

    private SrtpStatus receive(byte[] secure) {
        return receiver.unprotectRtp(Rtp.workspace(secure));
    }

    private SrtpStatus receiveReport(byte[] secure) {
        return receiver.unprotectRtcp(Rtp.workspace(secure));
    }

    @ParameterizedTest
    @EnumSource
    void shouldOpenWhatItProtectsWithEverySuiteAndParameter(CryptoSuite suite) {
        SrtpParameters plain = Rtp.parameters(suite);
        List<SrtpParameters> variants = new ArrayList<>();
        for (MasterKeyIdentifier identifier : List.of(MasterKeyIdentifier.NONE, MasterKeyIdentifier.of(258, 4))) {
            for (int bits = 0; bits < 8; bits++) {
                variants.add(new SrtpParameters(
                        suite, plain.masterKey(), identifier, (bits & 1) == 0, (bits & 2) == 0, (bits & 4) == 0));
            }
        }
        for (SrtpParameters variant : variants) {
            SrtpSender to = Rtp.sender(variant);
            SrtpReceiver from = new SrtpReceiver(variant);
            for (int length : new int[] {0, 1, 15, 16, 17, 160, 1400}) {
                byte[] packet = Rtp.packet(A, length + 5, length);
                byte[] secure = Rtp.protect(to, packet);
                int tag = variant.authenticatesRtp() || suite.isAead() ? suite.rtpTagLength() : 0;
                assertThat(secure).hasSize(packet.length + variant.identifier().length() + tag);
                SrtpWorkspace workspace = Rtp.workspace(secure);
                assertThat(from.unprotectRtp(workspace)).as("%s", variant).isEqualTo(SrtpStatus.OK);
                assertThat(Rtp.content(workspace)).isEqualTo(packet);
            }
            byte[] report = Rtp.report(A, 77);
            byte[] secure = Rtp.protectReport(to, report);
            boolean readable = Arrays.equals(Arrays.copyOf(secure, report.length), report);
            assertThat(readable).isEqualTo(!variant.encryptsRtcp() || suite.cipher() == CryptoSuite.Cipher.NONE);
            SrtpWorkspace workspace = Rtp.workspace(secure);
            assertThat(from.unprotectRtcp(workspace)).as("%s", variant).isEqualTo(SrtpStatus.OK);
            assertThat(Rtp.content(workspace)).isEqualTo(report);
        }
    }

    /** RFC 3711, section 3.4: the flag says it of each packet. */
    @ParameterizedTest
    @EnumSource
    void shouldOpenReportsWhetherEncryptedOrNot(CryptoSuite suite) {
        MasterKey key = Rtp.parameters(suite).masterKey();
        SrtpParameters encrypting = SrtpParameters.of(suite, key);
        SrtpParameters clear = new SrtpParameters(suite, key, MasterKeyIdentifier.NONE, true, false, true);
        for (SrtpParameters agreed : List.of(encrypting, clear)) {
            SrtpReceiver from = new SrtpReceiver(agreed);
            SentIndexes indexes = new SentIndexes();
            for (int i = 0; i < 10; i++) {
                SrtpSender to = new SrtpSender(i % 2 == 0 ? encrypting : clear, indexes);
                byte[] report = Rtp.report(A, i);
                byte[] secure = Rtp.protectReport(to, report);
                boolean readable = Arrays.equals(Arrays.copyOf(secure, report.length), report);
                assertThat(readable).isEqualTo(i % 2 == 1 || suite.cipher() == CryptoSuite.Cipher.NONE);
                byte[] pretending = secure.clone();
                pretending[suite.isAead() ? secure.length - 4 : report.length] ^= (byte) 0x80;
                assertThat(from.unprotectRtcp(Rtp.workspace(pretending))).isEqualTo(SrtpStatus.UNAUTHENTIC);
                SrtpWorkspace workspace = Rtp.workspace(secure);
                assertThat(from.unprotectRtcp(workspace)).isEqualTo(SrtpStatus.OK);
                assertThat(Rtp.content(workspace)).isEqualTo(report);
            }
        }
    }

    /** As libsrtp and jitsi-srtp have it; rtpengine 10.5.3.5 dies of such a report. */
    @ParameterizedTest
    @EnumSource(names = {"NULL_HMAC_SHA1_80", "NULL_HMAC_SHA1_32"})
    void shouldCallReportsWithoutCipherUnencrypted(CryptoSuite suite) {
        SrtpSender to = Rtp.sender(Rtp.parameters(suite));
        SrtpReceiver from = new SrtpReceiver(Rtp.parameters(suite));
        byte[] report = Rtp.report(A, 3);
        byte[] secure = Rtp.protectReport(to, report);
        assertThat(secure[report.length] & 0x80).as("E flag").isZero();
        // A peer that sets it all the same is understood, too.
        byte[] flagged = Arrays.copyOf(secure, report.length + Integer.BYTES + suite.rtcpTagLength());
        flagged[report.length] |= (byte) 0x80;
        SrtpWorkspace workspace = Rtp.workspace(flagged);
        byte[] authentication = new KeyDerivation(Rtp.parameters(suite).masterKey())
                .derive(KeyDerivation.RTCP_AUTHENTICATION, PacketHmac.KEY_LENGTH);
        PacketHmac.of(authentication).compute(workspace, report.length + Integer.BYTES);
        System.arraycopy(workspace.digest, 0, workspace.bytes, report.length + Integer.BYTES, suite.rtcpTagLength());
        assertThat(from.unprotectRtcp(workspace)).isEqualTo(SrtpStatus.OK);
        assertThat(Rtp.content(workspace)).isEqualTo(report);
    }

    @Test
    void shouldLeaveHeaderCsrcsAndExtensionReadable() {
        byte[] packet = Rtp.packet(A, 1);
        packet[0] = (byte) 0x92; // two CSRCs and an extension of one word
        packet[20] = (byte) 0xbe;
        packet[21] = (byte) 0xde;
        packet[22] = 0;
        packet[23] = 1;
        byte[] secure = Rtp.protect(sender, packet);
        assertThat(Arrays.copyOf(secure, 28)).isEqualTo(Arrays.copyOf(packet, 28));
        assertThat(secure[28]).isNotEqualTo(packet[28]);
        SrtpWorkspace workspace = Rtp.workspace(secure);
        assertThat(receiver.unprotectRtp(workspace)).isEqualTo(SrtpStatus.OK);
        assertThat(Rtp.content(workspace)).isEqualTo(packet);
    }

    @Test
    void shouldFollowTheSequenceNumberAcrossRollovers() {
        for (int i = 65_400; i < 65_400 + 3 * 65_536; i += 20) {
            SrtpWorkspace workspace = Rtp.workspace(Rtp.protect(sender, Rtp.packet(A, i & 0xffff)));
            assertThat(receiver.unprotectRtp(workspace)).isEqualTo(SrtpStatus.OK);
            assertThat(receiver.newestRtpIndex(A)).isEqualTo(i);
        }
    }

    @Test
    void shouldOpenPacketsInDisorderAroundARollover() {
        List<byte[]> secure = new ArrayList<>();
        for (int i = 65_500; i < 65_600; i++) {
            secure.add(Rtp.protect(sender, Rtp.packet(A, i & 0xffff)));
        }
        Random random = new Random(7);
        for (int i = 0; i + 10 <= secure.size(); i += 10) {
            Collections.shuffle(secure.subList(i, i + 10), random);
        }
        secure.forEach(packet -> assertThat(receive(packet)).isEqualTo(SrtpStatus.OK));
    }

    @Test
    void shouldKeepTheRolloverOfASourceThatComesBack() {
        for (int i = 65_530; i < 65_545; i++) {
            assertThat(receive(Rtp.protect(sender, Rtp.packet(A, i & 0xffff)))).isEqualTo(SrtpStatus.OK);
        }
        for (int i = 1; i < 100; i++) {
            assertThat(receive(Rtp.protect(sender, Rtp.packet(B, i)))).isEqualTo(SrtpStatus.OK);
        }
        assertThat(receive(Rtp.protect(sender, Rtp.packet(A, 20)))).isEqualTo(SrtpStatus.OK);
        assertThat(receiver.newestRtpIndex(A)).isEqualTo(65_556);
        assertThat(receiver.sourceCount()).isEqualTo(2);
    }

    @Test
    void shouldRefuseReplays() {
        byte[] first = Rtp.protect(sender, Rtp.packet(A, 1));
        assertThat(receive(first)).isEqualTo(SrtpStatus.OK);
        assertThat(receive(first)).isEqualTo(SrtpStatus.REPLAYED);
        byte[] report = Rtp.protectReport(sender, Rtp.report(A, 1));
        assertThat(receiveReport(report)).isEqualTo(SrtpStatus.OK);
        assertThat(receiveReport(report)).isEqualTo(SrtpStatus.REPLAYED);
    }

    @Test
    void shouldRefuseReplaysEvenWhenTheyAreOld() {
        List<byte[]> sent = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            byte[] secure = Rtp.protect(sender, Rtp.packet(A, i));
            sent.add(secure);
            assertThat(receive(secure)).isEqualTo(SrtpStatus.OK);
            assertThat(receive(sent.get(i / 2))).isEqualTo(SrtpStatus.REPLAYED);
            assertThat(receive(sent.get(Math.max(0, i - 1000)))).isEqualTo(SrtpStatus.REPLAYED);
            assertThat(receive(sent.get(Math.max(0, i - 950)))).isEqualTo(SrtpStatus.REPLAYED);
        }
    }

    @Test
    void shouldRefuseAChangedBitAnywhereAndLearnNothingFromIt() {
        byte[] secure = Rtp.protect(sender, Rtp.packet(A, 100));
        for (int bit = 0; bit < secure.length * 8; bit++) {
            byte[] changed = secure.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            SrtpWorkspace workspace = Rtp.workspace(changed);
            assertThat(receiver.unprotectRtp(workspace)).isIn(SrtpStatus.UNAUTHENTIC, SrtpStatus.MALFORMED);
            assertThat(Rtp.content(workspace)).isEqualTo(changed);
        }
        assertThat(receiver.sourceCount()).isZero();
        assertThat(receive(secure)).isEqualTo(SrtpStatus.OK);
    }

    @Test
    void shouldRefuseChangedReports() {
        byte[] secure = Rtp.protectReport(sender, Rtp.report(A, 100));
        for (int bit = 0; bit < secure.length * 8; bit++) {
            byte[] changed = secure.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(receiveReport(changed)).isIn(SrtpStatus.UNAUTHENTIC, SrtpStatus.MALFORMED);
        }
        assertThat(receiver.sourceCount()).isZero();
        assertThat(receiveReport(secure)).isEqualTo(SrtpStatus.OK);
    }

    @ParameterizedTest
    @EnumSource
    void shouldSurviveEveryTruncation(CryptoSuite suite) {
        SrtpSender to = Rtp.sender(Rtp.parameters(suite));
        SrtpReceiver from = new SrtpReceiver(Rtp.parameters(suite));
        byte[] secure = Rtp.protect(to, Rtp.packet(A, 1, 40));
        byte[] report = Rtp.protectReport(to, Rtp.report(A, 1));
        for (int length = 0; length < secure.length; length++) {
            assertThat(from.unprotectRtp(Rtp.workspace(Arrays.copyOf(secure, length)))).isNotEqualTo(SrtpStatus.OK);
        }
        for (int length = 0; length < report.length; length++) {
            assertThat(from.unprotectRtcp(Rtp.workspace(Arrays.copyOf(report, length)))).isNotEqualTo(SrtpStatus.OK);
        }
        assertThat(from.sourceCount()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void shouldSurviveNoise(CryptoSuite suite) {
        Random random = new Random(11);
        SrtpReceiver from = new SrtpReceiver(Rtp.parameters(suite));
        SrtpSender to = Rtp.sender(Rtp.parameters(suite));
        for (int i = 0; i < 2000; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            if (noise.length > 0 && random.nextBoolean()) {
                noise[0] = (byte) (0x80 | noise[0] & 0x3f);
            }
            assertThat(from.unprotectRtp(Rtp.workspace(noise))).isNotEqualTo(SrtpStatus.OK);
            assertThat(from.unprotectRtcp(Rtp.workspace(noise))).isNotEqualTo(SrtpStatus.OK);
            to.protectRtp(Rtp.workspace(noise));
            to.protectRtcp(Rtp.workspace(noise));
        }
    }

    @Test
    void shouldNeverUseAnIndexTwice() {
        assertThat(sender.protectRtp(Rtp.workspace(Rtp.packet(A, 5)))).isEqualTo(SrtpStatus.OK);
        assertThat(sender.protectRtp(Rtp.workspace(Rtp.packet(A, 5)))).isEqualTo(SrtpStatus.INDEX_USED);
        // Another suite of the same key counts on.
        SrtpSender other = new SrtpSender(
                SrtpParameters.of(CryptoSuite.AES_CM_128_HMAC_SHA1_32, parameters.masterKey()), sender.indexes());
        assertThat(other.protectRtp(Rtp.workspace(Rtp.packet(A, 5)))).isEqualTo(SrtpStatus.INDEX_USED);
        assertThat(other.protectRtp(Rtp.workspace(Rtp.packet(A, 6)))).isEqualTo(SrtpStatus.OK);
    }

    @Test
    void shouldCountReportsOnFromThosePassedThrough() {
        SrtpSender far = Rtp.sender(parameters);
        SrtpReceiver near = new SrtpReceiver(parameters);
        for (int i = 65_530; i < 65_540; i++) {
            near.unprotectRtp(Rtp.workspace(Rtp.protect(far, Rtp.packet(A, i & 0xffff))));
            sender.indexes().noteRtp(A, near.newestRtpIndex(A));
            near.unprotectRtcp(Rtp.workspace(Rtp.protectReport(far, Rtp.report(A, i))));
            sender.indexes().noteRtcp(A, near.newestRtcpIndex(A));
        }
        assertThat(near.unprotectRtp(Rtp.workspace(Rtp.protect(sender, Rtp.packet(A, 10))))).isEqualTo(SrtpStatus.OK);
        assertThat(near.newestRtpIndex(A)).isEqualTo(65_546);
        assertThat(near.unprotectRtcp(Rtp.workspace(Rtp.protectReport(sender, Rtp.report(A, 1))))).isEqualTo(SrtpStatus.OK);
        assertThat(sender.protectRtp(Rtp.workspace(Rtp.packet(A, 3)))).isEqualTo(SrtpStatus.INDEX_USED);
    }

    @Test
    void shouldBoundTheSources() {
        for (int ssrc = 1; ssrc <= SrtpReceiver.MAX_SOURCES + 10; ssrc++) {
            assertThat(receive(Rtp.protect(sender, Rtp.packet(ssrc, 1)))).isEqualTo(SrtpStatus.OK);
        }
        assertThat(receiver.sourceCount()).isEqualTo(SrtpReceiver.MAX_SOURCES);
        for (int ssrc = SrtpReceiver.MAX_SOURCES + 11; ssrc <= SentIndexes.MAX_SOURCES; ssrc++) {
            Rtp.protect(sender, Rtp.packet(ssrc, 1));
        }
        assertThat(sender.protectRtp(Rtp.workspace(Rtp.packet(SentIndexes.MAX_SOURCES + 1, 1)))).isEqualTo(SrtpStatus.TOO_MANY_SOURCES);
        assertThat(sender.protectRtp(Rtp.workspace(Rtp.packet(1, 2)))).isEqualTo(SrtpStatus.OK);
    }

    @Test
    void shouldRefuseWhatHasNoRoomForTheTag() {
        byte[] longest = Rtp.packet(A, 1, SrtpWorkspace.MAX_LENGTH - 12);
        assertThat(sender.protectRtp(Rtp.workspace(longest))).isEqualTo(SrtpStatus.TOO_LONG);
        assertThat(sender.protectRtp(Rtp.workspace(Rtp.packet(A, 1, SrtpWorkspace.MAX_LENGTH - 22)))).isEqualTo(SrtpStatus.OK);
    }

    @Test
    void shouldRefuseAnotherMki() {
        SrtpParameters one = new SrtpParameters(
                parameters.suite(), parameters.masterKey(), MasterKeyIdentifier.of(1, 1), true, true, true);
        SrtpParameters two = new SrtpParameters(
                parameters.suite(), parameters.masterKey(), MasterKeyIdentifier.of(2, 1), true, true, true);
        byte[] secure = Rtp.protect(Rtp.sender(one), Rtp.packet(A, 1));
        assertThat(new SrtpReceiver(two).unprotectRtp(Rtp.workspace(secure))).isEqualTo(SrtpStatus.UNKNOWN_KEY);
        assertThat(new SrtpReceiver(one).unprotectRtp(Rtp.workspace(secure))).isEqualTo(SrtpStatus.OK);
    }

    @Test
    void shouldHideKeysInText() {
        assertThat(parameters.toString()).contains("hidden").doesNotContain("[1, ");
    }
}
