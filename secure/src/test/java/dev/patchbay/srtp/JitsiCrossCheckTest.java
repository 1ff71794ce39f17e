package dev.patchbay.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jitsi.srtp.SrtpPolicy;
import org.jitsi.utils.ByteArrayBuffer;
import org.jitsi.utils.logging2.LoggerImpl;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Another implementation opens our packets, and we open its, with every suite, over a rollover. Not with F8, where it departs from
 * the vector of RFC 3711, nor with the NULL suites, which it lacks.
 */
class JitsiCrossCheckTest {

    private static final int SSRC = 0x01020304;

    private static SrtpContextFactory factory(CryptoSuite suite, boolean sends) {
        int cipher = switch (suite.cipher()) {
            case AES_CM -> SrtpPolicy.AESCM_ENCRYPTION;
            case AES_F8 -> SrtpPolicy.AESF8_ENCRYPTION;
            case AES_GCM -> SrtpPolicy.AESGCM_ENCRYPTION;
            case NONE -> SrtpPolicy.NULL_ENCRYPTION;
        };
        int authentication = suite.isAead() ? SrtpPolicy.NULL_AUTHENTICATION : SrtpPolicy.HMACSHA1_AUTHENTICATION;
        int authenticationKey = suite.isAead() ? 0 : 20;
        SrtpPolicy rtp = new SrtpPolicy(
                cipher, suite.keyLength(), authentication, authenticationKey, suite.rtpTagLength(), suite.saltLength());
        SrtpPolicy rtcp = new SrtpPolicy(
                cipher, suite.keyLength(), authentication, authenticationKey, suite.rtcpTagLength(), suite.saltLength());
        MasterKey master = Rtp.parameters(suite).masterKey();
        return new SrtpContextFactory(sends, master.key(), master.salt(), rtp, rtcp, new LoggerImpl("test"));
    }

    @ParameterizedTest
    @EnumSource(names = {"F8.*", "NULL.*"}, mode = EnumSource.Mode.MATCH_NONE)
    void shouldAgreeOnRtp(CryptoSuite suite) throws Exception {
        SrtpCryptoContext theirSender = factory(suite, true).deriveContext(SSRC, 0);
        SrtpCryptoContext theirReceiver = factory(suite, false).deriveContext(SSRC, 0);
        SrtpSender ourSender = Rtp.sender(Rtp.parameters(suite));
        SrtpReceiver ourReceiver = new SrtpReceiver(Rtp.parameters(suite));
        for (int i = 65_500; i < 65_600; i++) {
            byte[] packet = Rtp.packet(SSRC, i & 0xffff, i % 173);
            Packet theirs = new Packet(packet);
            assertThat(theirSender.transformPacket(theirs)).isEqualTo(SrtpErrorStatus.OK);
            byte[] ours = Rtp.protect(ourSender, packet);
            assertThat(ours).isEqualTo(theirs.content());
            SrtpWorkspace workspace = Rtp.workspace(theirs.content());
            assertThat(ourReceiver.unprotectRtp(workspace)).isEqualTo(SrtpStatus.OK);
            assertThat(Rtp.content(workspace)).isEqualTo(packet);
            Packet back = new Packet(ours);
            assertThat(theirReceiver.reverseTransformPacket(back, false)).isEqualTo(SrtpErrorStatus.OK);
            assertThat(back.content()).isEqualTo(packet);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F8.*", "NULL.*"}, mode = EnumSource.Mode.MATCH_NONE)
    void shouldAgreeOnRtcp(CryptoSuite suite) throws Exception {
        SrtcpCryptoContext theirSender = factory(suite, true).deriveControlContext(SSRC);
        SrtcpCryptoContext theirReceiver = factory(suite, false).deriveControlContext(SSRC);
        SrtpSender ourSender = Rtp.sender(Rtp.parameters(suite));
        SrtpReceiver ourReceiver = new SrtpReceiver(Rtp.parameters(suite));
        for (int i = 0; i < 20; i++) {
            byte[] report = Rtp.report(SSRC, i);
            Packet theirs = new Packet(report);
            assertThat(theirSender.transformPacket(theirs)).isEqualTo(SrtpErrorStatus.OK);
            SrtpWorkspace workspace = Rtp.workspace(theirs.content());
            assertThat(ourReceiver.unprotectRtcp(workspace)).isEqualTo(SrtpStatus.OK);
            assertThat(Rtp.content(workspace)).isEqualTo(report);
            Packet back = new Packet(Rtp.protectReport(ourSender, report));
            assertThat(theirReceiver.reverseTransformPacket(back)).isEqualTo(SrtpErrorStatus.OK);
            assertThat(back.content()).isEqualTo(report);
        }
    }

    /** A packet with room behind it. */
    private static final class Packet implements ByteArrayBuffer {
        private final byte[] bytes;
        private int length;

        Packet(byte[] content) {
            bytes = Arrays.copyOf(content, content.length + 64);
            length = content.length;
        }

        byte[] content() {
            return Arrays.copyOf(bytes, length);
        }

        @Override
        public byte[] getBuffer() {
            return bytes;
        }

        @Override
        public int getOffset() {
            return 0;
        }

        @Override
        public int getLength() {
            return length;
        }

        @Override
        public void setLength(int newLength) {
            length = newLength;
        }

        @Override
        public void setOffset(int offset) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isInvalid() {
            return false;
        }

        @Override
        public void readRegionToBuff(int offset, int count, byte[] out) {
            System.arraycopy(bytes, offset, out, 0, count);
        }

        @Override
        public void grow(int by) {}

        @Override
        public void append(byte[] more, int count) {
            System.arraycopy(more, 0, bytes, length, count);
            length += count;
        }

        @Override
        public void shrink(int by) {
            length -= by;
        }
    }
}
