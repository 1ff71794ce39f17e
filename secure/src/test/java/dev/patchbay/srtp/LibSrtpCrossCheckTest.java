package dev.patchbay.srtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Against libsrtp 2, both ways, over rollovers: every suite that it has, but AES-192. For that it derives keys as if the master key had
 * 256 bits, the missing ones zero; RFC 6188, section 2, says otherwise, and jitsi-srtp agrees with us ({@link JitsiCrossCheckTest}).
 */
class LibSrtpCrossCheckTest {

    private static final int SSRC = 0xcafe1234;

    @BeforeAll
    static void requireLibrary() {
        if ("true".equals(System.getenv("CI"))) {
            assertThat(LibSrtp.isInstalled()).as("libsrtp2-1, which may not be missing in CI").isTrue();
        }
        assumeTrue(LibSrtp.isInstalled(), "not installed: libsrtp2-1");
    }

    @ParameterizedTest
    @EnumSource(names = {"F8.*", "AES_192.*"}, mode = EnumSource.Mode.MATCH_NONE)
    void shouldAgreeOnRtp(CryptoSuite suite) {
        SrtpParameters parameters = Rtp.parameters(suite);
        SrtpSender ourSender = Rtp.sender(parameters);
        SrtpReceiver ourReceiver = new SrtpReceiver(parameters);
        try (LibSrtp theirSender = LibSrtp.sender(suite, parameters.masterKey());
                LibSrtp theirReceiver = LibSrtp.receiver(suite, parameters.masterKey())) {
            for (int i = 65_400; i < 2 * 65_536 + 100; i += i % 65_536 > 65_300 || i % 65_536 < 200 ? 1 : 50) {
                byte[] packet = Rtp.packet(SSRC, i & 0xffff, i % 173);
                byte[] ours = Rtp.protect(ourSender, packet);
                byte[] theirs = theirSender.protectRtp(packet);
                assertThat(ours).as("packet %d", i).isEqualTo(theirs);
                assertThat(theirReceiver.unprotectRtp(ours)).isEqualTo(packet);
                SrtpWorkspace workspace = Rtp.workspace(theirs);
                assertThat(ourReceiver.unprotectRtp(workspace)).isEqualTo(SrtpStatus.OK);
                assertThat(Rtp.content(workspace)).isEqualTo(packet);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F8.*", "AES_192.*"}, mode = EnumSource.Mode.MATCH_NONE)
    void shouldAgreeOnRtcp(CryptoSuite suite) {
        SrtpParameters parameters = Rtp.parameters(suite);
        SrtpSender ourSender = Rtp.sender(parameters);
        SrtpReceiver ourReceiver = new SrtpReceiver(parameters);
        try (LibSrtp theirSender = LibSrtp.sender(suite, parameters.masterKey());
                LibSrtp theirReceiver = LibSrtp.receiver(suite, parameters.masterKey())) {
            for (int i = 0; i < 50; i++) {
                byte[] report = Rtp.report(SSRC, i);
                assertThat(theirReceiver.unprotectRtcp(Rtp.protectReport(ourSender, report))).isEqualTo(report);
                SrtpWorkspace workspace = Rtp.workspace(theirSender.protectRtcp(report));
                assertThat(ourReceiver.unprotectRtcp(workspace)).isEqualTo(SrtpStatus.OK);
                assertThat(Rtp.content(workspace)).isEqualTo(report);
            }
        }
    }
}
