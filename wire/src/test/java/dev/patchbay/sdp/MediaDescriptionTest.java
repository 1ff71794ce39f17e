package dev.patchbay.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one media section says, its codecs above all. */
class MediaDescriptionTest {

    private static MediaDescription media(String lines) throws SdpSyntaxException {
        return SdpParser.parse("v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\n" + lines).sessions().getFirst().media().getFirst();
    }

    private static Codec plain(int payloadType, String encoding, int clockRateHz, int channels) {
        return new Codec(payloadType, encoding, clockRateHz, channels, Optional.empty(), List.of());
    }

    @Test
    void shouldListCodecsInOrderOfMediaLine() throws Exception {
        MediaDescription media = media("m=audio 5000 RTP/AVPF 101 8 96\r\n"
                + "a=fmtp:96 stereo=1\r\na=rtcp-fb:96 nack\r\na=rtcp-fb:* ccm fir\r\na=rtcp-fb:8 trr-int 100\r\n"
                + "a=rtpmap:96 opus/48000/2\r\na=rtpmap:101 telephone-event/8000\r\na=rtcp-fb:96 nack pli\r\n"
                + "a=rtpmap:97 not/1\r\n");
        assertThat(media.codecs())
                .containsExactly(
                        plain(101, "telephone-event", 8000, 1),
                        new Codec(8, "PCMA", 8000, 1, Optional.empty(), List.of("trr-int 100")),
                        new Codec(96, "opus", 48000, 2, Optional.of("stereo=1"), List.of("nack", "nack pli")));
    }

    @Test
    void shouldNameStaticPayloadTypes() throws Exception {
        assertThat(media("m=audio 5000 RTP/AVP 0 3 4 9 10 11 13 18 31 34\r\n").codecs())
                .containsExactly(
                        plain(0, "PCMU", 8000, 1),
                        plain(3, "GSM", 8000, 1),
                        plain(4, "G723", 8000, 1),
                        plain(9, "G722", 8000, 1),
                        plain(10, "L16", 44100, 2),
                        plain(11, "L16", 44100, 1),
                        plain(13, "CN", 8000, 1),
                        plain(18, "G729", 8000, 1),
                        plain(31, "H261", 90000, 1),
                        plain(34, "H263", 90000, 1));
    }

    @Test
    void shouldLetRtpMapOverrideStaticMeaning() throws Exception {
        assertThat(media("m=audio 5000 RTP/AVP 0\r\na=rtpmap:0 FOO/16000\r\n").codecs())
                .containsExactly(plain(0, "FOO", 16000, 1));
    }

    @Test
    void shouldLetLastRtpMapAndFmtpCount() throws Exception {
        assertThat(media("m=audio 1 RTP/AVP 0\r\na=rtpmap:0 A/1\r\na=rtpmap:0 B/2\r\na=fmtp:0 a\r\na=fmtp:0 b\r\n").codecs())
                .containsExactly(new Codec(0, "B", 2, 1, Optional.of("b"), List.of()));
    }

    @Test
    void shouldLeaveUnexplainedPayloadTypeUnnamed() throws Exception {
        assertThat(media("m=audio 1 RTP/AVP 97 1 35 127\r\na=rtpmap:97 broken\r\n").codecs())
                .containsExactly(plain(97, "", 0, 1), plain(1, "", 0, 1), plain(35, "", 0, 1), plain(127, "", 0, 1));
    }

    @Test
    void shouldRepeatRepeatedPayloadType() throws Exception {
        assertThat(media("m=audio 1 RTP/AVP 0 00 0\r\n").codecs()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "128", "-1", "+0", "300", "*", "99999999999999999999"})
    void shouldTellFormatThatIsNoPayloadType(String format) throws Exception {
        MediaDescription media = media("m=audio 1 RTP/AVP 0 " + format + " 8\r\n");
        assertThat(media.hasOnlyPayloadTypes()).isFalse();
        assertThat(media.codecs()).containsExactly(plain(0, "PCMU", 8000, 1), plain(8, "PCMA", 8000, 1));
    }

    @Test
    void shouldTellKindAndState() throws Exception {
        assertThat(media("m=audio 5000 RTP/AVP 0\r\n").hasOnlyPayloadTypes()).isTrue();
        assertThat(media("m=audio 5000 rtp/savpf 0\r\n").isRtp()).isTrue();
        assertThat(media("m=image 5000 udptl t38\r\n").isRtp()).isFalse();
        assertThat(media("m=audio 5000 TCP/RTP/AVP 0\r\n").isRtp()).isFalse();
        assertThat(media("m=audio 0 RTP/AVP 0\r\n").isRejected()).isTrue();
        assertThat(media("m=audio 1 RTP/AVP 0\r\n").isRejected()).isFalse();
    }

    @Test
    void shouldCompareCodecNamesWithoutCase() {
        assertThat(plain(0, "pcmu", 8000, 1).isNamed("PCMU")).isTrue();
        assertThat(plain(0, "pcma", 8000, 1).isNamed("PCMU")).isFalse();
    }

    @Test
    void shouldRefuseSectionWithoutMediaLine() {
        SdpLine attribute = SdpLine.of(Direction.SENDRECV);
        assertThatThrownBy(() -> new MediaDescription(attribute, List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
