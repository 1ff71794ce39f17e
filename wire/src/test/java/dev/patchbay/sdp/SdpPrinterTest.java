package dev.patchbay.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.net.IpAddress;
import dev.patchbay.sdp.Attribute.Mid;
import dev.patchbay.sdp.Attribute.RtcpMux;
import dev.patchbay.sdp.Attribute.RtpMap;
import dev.patchbay.sdp.Content.Bandwidth;
import dev.patchbay.sdp.Content.Connection;
import dev.patchbay.sdp.Content.MediaLine;
import dev.patchbay.sdp.Content.Origin;
import dev.patchbay.sdp.Content.SessionName;
import dev.patchbay.sdp.Content.Timing;
import dev.patchbay.sdp.Content.Unparsed;
import dev.patchbay.sdp.Content.Version;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bodies that are built or changed in code. */
class SdpPrinterTest {

    @Test
    void shouldPrintBodyBuiltInCode() throws Exception {
        Origin origin = new Origin("-", "7", "1", "IN", "IP4", "192.0.2.1");
        SessionDescription session = new SessionDescription(
                List.of(
                        SdpLine.of(new Version()),
                        SdpLine.of(origin),
                        SdpLine.of(new SessionName("Patchbay")),
                        SdpLine.of(new Bandwidth("AS", 64)),
                        SdpLine.of(new Timing(0, 0))),
                List.of(new MediaDescription(
                        SdpLine.of(new MediaLine("audio", 5000, 2, "RTP/AVP", List.of("0", "96"))),
                        List.of(
                                SdpLine.of(new Connection(IpAddress.literal("2001:db8::1"))),
                                SdpLine.of(RtpMap.of(96, "opus", 48000, 2)),
                                SdpLine.of(new RtcpMux())))));
        SdpBody body = new SdpBody(List.of(session));
        assertThat(SdpPrinter.print(body))
                .isEqualTo("v=0\r\no=- 7 1 IN IP4 192.0.2.1\r\ns=Patchbay\r\nb=AS:64\r\nt=0 0\r\n"
                        + "m=audio 5000/2 RTP/AVP 0 96\r\nc=IN IP6 2001:db8::1\r\na=rtpmap:96 opus/48000/2\r\na=rtcp-mux\r\n");
        assertThat(SdpParser.parse(SdpPrinter.print(body))).isEqualTo(body);
    }

    @Test
    void shouldKeepLineEndOfReplacedLine() throws Exception {
        SessionDescription session = SdpParser.parse("v=0\no=a  1 1 IN IP4 192.0.2.1 x\ns=-\n").sessions().getFirst();
        List<SdpLine> lines = new ArrayList<>(session.lines());
        Origin replaced = session.origin().orElseThrow()
                .withUsername("b").withSessionVersion("2").withAddress(IpAddress.literal("2001:db8::1"));
        lines.set(1, lines.get(1).withContent(replaced));
        assertThat(SdpPrinter.print(new SdpBody(List.of(session.withLines(lines)))))
                .isEqualTo("v=0\no=b 1 2 IN IP6 2001:db8::1\ns=-\n");
    }

    @Test
    void shouldEndUnterminatedLineBeforeAnotherFollows() throws Exception {
        SessionDescription session = SdpParser.parse("v=0\no=a 1 1 IN IP4 192.0.2.1\nm=audio 1 RTP/AVP 0").sessions().getFirst();
        MediaDescription media = session.media().getFirst().withLines(List.of(SdpLine.of(new Mid("1"))));
        assertThat(SdpPrinter.print(new SdpBody(List.of(session.withMedia(List.of(media))), "\n")))
                .isEqualTo("v=0\no=a 1 1 IN IP4 192.0.2.1\nm=audio 1 RTP/AVP 0\r\na=mid:1\r\n\n");
    }

    @Test
    void shouldRefuseLineFeedInsideLine() {
        assertThatThrownBy(() -> SdpLine.of(new Mid("1\r\na=crypto:1"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SdpLine.of(new SessionName("a\nb"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SdpLine('a', "x", "\r", new RtcpMux())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRefuseToInventTextOfUnparsedLine() {
        assertThatThrownBy(() -> SdpLine.of(new Unparsed())).isInstanceOf(IllegalArgumentException.class);
    }
}
