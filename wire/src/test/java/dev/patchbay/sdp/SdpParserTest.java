package dev.patchbay.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.patchbay.net.IpAddress;
import dev.patchbay.sdp.Attribute.Mid;
import dev.patchbay.sdp.Content.Bandwidth;
import dev.patchbay.sdp.Content.Connection;
import dev.patchbay.sdp.Content.MediaLine;
import dev.patchbay.sdp.Content.Origin;
import dev.patchbay.sdp.Content.SessionName;
import dev.patchbay.sdp.Content.Timing;
import dev.patchbay.sdp.Content.Unparsed;
import dev.patchbay.sdp.Content.Version;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which bodies are read, as what, and which are refused. Every verdict not marked otherwise was tried on rtpengine 10.5.3.5. */
class SdpParserTest {

    private static final String ORIGIN = "o=- 1 1 IN IP4 192.0.2.1\r\n";
    private static final String CONNECTION = "c=IN IP4 192.0.2.1\r\n";
    private static final String MEDIA = "m=audio 5000 RTP/AVP 0 8\r\n";
    private static final String BASIC = "v=0\r\n" + ORIGIN + "s=-\r\n" + CONNECTION + "t=0 0\r\n" + MEDIA + "a=sendrecv\r\n";

    private static SessionDescription session(String text) throws SdpSyntaxException {
        List<SessionDescription> sessions = SdpParser.parse(text).sessions();
        assertThat(sessions).hasSize(1);
        return sessions.getFirst();
    }

    private static SdpSyntaxException refused(String text) {
        SdpSyntaxException refused = catchThrowableOfType(SdpSyntaxException.class, () -> SdpParser.parse(text));
        assertThat(refused).as("refused: %s", text).isNotNull();
        return refused;
    }

    /** One m= line in a valid body; \t and friends are written as in Java. */
    private static MediaLine media(String value) throws SdpSyntaxException {
        return session(BASIC.replace(MEDIA, "m=" + value + "\r\n")).media().getFirst().media();
    }

    @Test
    void shouldReadEveryKindOfLine() throws Exception {
        SessionDescription session = session("v=0\r\no=alice 12 34 IN IP4 192.0.2.1\r\ns=a call\r\ni=info\r\n" + CONNECTION
                + "b=AS:64\r\nt=1 2\r\na=foo\r\n" + MEDIA);
        assertThat(session.lines().stream().map(SdpLine::content))
                .containsExactly(
                        new Version(),
                        new Origin("alice", "12", "34", "IN", "IP4", "192.0.2.1"),
                        new SessionName("a call"),
                        new Unparsed(),
                        new Connection(IpAddress.literal("192.0.2.1")),
                        new Bandwidth("AS", 64),
                        new Timing(1, 2),
                        new Attribute.Unknown("foo", java.util.Optional.empty()));
        assertThat(session.media().getFirst().media())
                .isEqualTo(new MediaLine("audio", 5000, 1, "RTP/AVP", List.of("0", "8")));
    }

    @Test
    void shouldKeepEachLineEnd() throws Exception {
        SessionDescription session = session("v=0\n" + ORIGIN + "s=x\r\r\nt=0 0");
        assertThat(session.lines().stream().map(SdpLine::lineEnd)).containsExactly("\n", "\r\n", "\r\n", "");
        assertThat(session.first(SessionName.class)).contains(new SessionName("x\r"));
    }

    @Test
    void shouldGiveLinesToTheirSection() throws Exception {
        SessionDescription session = session(BASIC + "a=mid:1\r\nm=video 5002 RTP/AVP 31\r\na=mid:2\r\n");
        assertThat(session.media()).hasSize(2);
        assertThat(session.media().get(0).all(Attribute.class)).containsExactly(Direction.SENDRECV, new Mid("1"));
        assertThat(session.media().get(1).all(Attribute.class)).containsExactly(new Mid("2"));
        assertThat(session.has(Mid.class)).isFalse();
    }

    @Test
    void shouldReadSeveralSessions() throws Exception {
        SdpBody body = SdpParser.parse(BASIC + "v=0\r\no=- 2 2 IN IP4 192.0.2.2\r\ns=2\r\n");
        assertThat(body.sessions()).hasSize(2);
        assertThat(body.sessions().get(0).media()).hasSize(1);
        assertThat(body.sessions().get(1).media()).isEmpty();
        assertThat(body.sessions().get(1).origin().orElseThrow().sessionId()).isEqualTo("2");
    }

    @Test
    void shouldReadNothingFromEmptyBody() throws Exception {
        assertThat(SdpParser.parse("")).isEqualTo(new SdpBody(List.of(), ""));
        assertThat(SdpParser.parse("\r\n" + BASIC)).isEqualTo(new SdpBody(List.of(), "\r\n" + BASIC));
    }

    @Test
    void shouldStopAtBlankLine() throws Exception {
        SdpBody body = SdpParser.parse(BASIC + "\r\na=not read\r\nnot even SDP");
        assertThat(body.trailer()).isEqualTo("\r\na=not read\r\nnot even SDP");
        assertThat(body.sessions().getFirst().media().getFirst().all(Attribute.class))
                .containsExactly(Direction.SENDRECV);
        assertThat(SdpPrinter.print(body.withoutTrailer())).isEqualTo(BASIC);
    }

    @Test
    void shouldTakeBareCarriageReturnForBlankLine() throws Exception {
        assertThat(SdpParser.parse(BASIC + "\ra=x\r\n").trailer()).isEqualTo("\ra=x\r\n");
    }

    @Test
    void shouldKeepSingleLastByte() throws Exception {
        assertThat(SdpParser.parse(BASIC + "\0").trailer()).isEqualTo("\0");
        assertThat(SdpParser.parse(BASIC + "g").trailer()).isEqualTo("g");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s=-\r\n", "t=0 0\r\n", CONNECTION, MEDIA + "a=sendrecv\r\n"})
    void shouldAcceptMissing(String line) throws Exception {
        assertThat(session(BASIC.replace(line, "")).origin()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s=\r\n", "s=-\r\ns=again\r\n", "t=\r\n", "b=\r\n", "i=\r\n", "a=\r\n", "e=x\r\n", "k=x\r\n", "p=x\r\n", "r=x\r\n",
                "u=x\r\n", "z=x\r\n", "s=a\0b\r\n", "s=\u00e9\u00ff\r\n", "b=AS:1\r\nb=AS:2\r\n", "t=0 0\r\nt=1 2\r\n"
            })
    void shouldAcceptInSession(String lines) throws Exception {
        assertThat(session(BASIC.replace("s=-\r\n", lines)).media()).hasSize(1);
    }

    /** rtpengine refuses these; devices that send them exist. */
    @ParameterizedTest
    @ValueSource(strings = {"y=0100000001\r\n", "f=v/2/4///a///\r\n", "x=\r\n"})
    void shouldAcceptUnknownLineTypes(String line) throws Exception {
        assertThat(session(BASIC + line).media().getFirst().lines().getLast().content()).isEqualTo(new Unparsed());
    }

    @ParameterizedTest
    @CsvSource({
        "o=- 1 1 IN IP4 host.example, -, 1, host.example",
        "o=- 1 1 IN IP4 192.0.2.1 extra, -, 1, 192.0.2.1",
        "'o= 1 2 IN IP4 192.0.2.1', '', 2, 192.0.2.1",
        "'o=- 1  IN IP4 192.0.2.1', -, '', 192.0.2.1",
        "'o=-  1 2  IN IP4 192.0.2.1', -, 2, 192.0.2.1",
        "o=- x 99999999999999999999999 IN IP6 192.0.2.1, -, 99999999999999999999999, 192.0.2.1",
        "o=- 1 -1 in ipx 192.0.2.1/3, -, -1, 192.0.2.1/3",
    })
    void shouldReadOriginWithoutJudgingIt(String line, String username, String version, String address) throws Exception {
        Origin origin = session(BASIC.replace(ORIGIN, line + "\r\n")).origin().orElseThrow();
        assertThat(origin.username()).isEqualTo(username);
        assertThat(origin.sessionVersion()).isEqualTo(version);
        assertThat(origin.address()).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource({
        "c=IN IP4 192.0.2.7, 192.0.2.7",
        "'c=IN IP4 192.0.2.7 ', 192.0.2.7",
        "c=IN IP4 192.0.2.7 extra, 192.0.2.7",
        "c=IN IP4 0.0.0.0, 0.0.0.0",
        "c=IN IP6 2001:db8::1, 2001:db8::1",
        "c=IN IP6 [2001:db8::1], 2001:db8::1",
        "c=IN IP6 ::ffff:1.2.3.4, ::ffff:1.2.3.4",
    })
    void shouldReadConnection(String line, String address) throws Exception {
        SessionDescription session = session(BASIC.replace(CONNECTION, line + "\r\n"));
        assertThat(session.address(session.media().getFirst())).contains(IpAddress.literal(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "IN IP4", "IN", "IN IP4 host.example", "IN IP4 224.2.1.1/127", "IN IP4 224.2.1.1/127/3", "IN IP4 192.0.2.1/24",
                "IN IPX 192.0.2.1", "ATM IP4 192.0.2.1", "in ip4 192.0.2.1", "IN ip4 192.0.2.1", "IN IP6 192.0.2.1", "IN IP4 ::1",
                "IN IP4 127.1", "IN IP4 192.000.2.1", "IN IP6 fe80::1%eth0", "IN IP6 ::1/3", "IN IP4 [192.0.2.1]", "IN IP6 [::1",
                " IN IP4 192.0.2.1", "IN\tIP4\t192.0.2.1", "IN IP4 256.0.2.1"
            })
    void shouldRefuseConnection(String value) {
        assertThat(refused(BASIC.replace(CONNECTION, "c=" + value + "\r\n")))
                .hasMessage("line 4, column 3: c= is not IN IP4 or IN IP6 and an address of that family");
        assertThat(refused(BASIC + "c=" + value + "\r\n").line()).isEqualTo(8);
    }

    @Test
    void shouldRefuseSecondConnectionInOneSection() throws Exception {
        assertThat(refused(BASIC.replace("t=0 0\r\n", CONNECTION)))
                .hasMessage("line 5, column 1: the section has a second c= line");
        assertThat(refused(BASIC + CONNECTION + CONNECTION))
                .hasMessage("line 9, column 1: the section has a second c= line");
        assertThat(session(BASIC + CONNECTION + MEDIA + CONNECTION).media()).hasSize(2);
    }

    @Test
    void shouldReadMediaLines() throws Exception {
        assertThat(media("video 05000/2 RTP/AVP 31"))
                .isEqualTo(new MediaLine("video", 5000, 2, "RTP/AVP", List.of("31")));
        assertThat(media("audio 0 rtp/avp 0 x")).isEqualTo(new MediaLine("audio", 0, 1, "rtp/avp", List.of("0", "x")));
        assertThat(media("audio 65535 RTP/AVP").formats()).isEmpty();
        assertThat(media("audio 1 RTP/AVP ").formats()).isEmpty();
        assertThat(media("application 9 UDP/DTLS/SCTP webrtc-datachannel").transport()).isEmpty();
        assertThat(media("image 9 UDPTL t38").transport()).contains(TransportProtocol.UDPTL);
        assertThat(media("audio 9 udp/tls/rtp/savpf 0").transport()).contains(TransportProtocol.UDP_TLS_RTP_SAVPF);
        assertThat(media("audio 0/10 RTP/AVP 0").portCount()).isEqualTo(10);
    }

    /** rtpengine takes the second space for an empty token and mixes up the fields after it. */
    @Test
    void shouldReadMediaLineWithRunsOfSpaces() throws Exception {
        assertThat(media("audio   5000  RTP/AVP 0   8 "))
                .isEqualTo(new MediaLine("audio", 5000, 1, "RTP/AVP", List.of("0", "8")));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 3, the port of m= is not a number within 0..65535",
        "audio, 8, the port of m= is not a number within 0..65535",
        "' audio 5000 RTP/AVP 0', 3, m= has no media type",
        "audio x RTP/AVP 0, 9, the port of m= is not a number within 0..65535",
        "audio  65536 RTP/AVP 0, 10, the port of m= is not a number within 0..65535",
        "audio -1 RTP/AVP 0, 9, the port of m= is not a number within 0..65535",
        "audio 4294972296 RTP/AVP 0, 9, the port of m= is not a number within 0..65535",
        "audio 18446744073709556616 RTP/AVP 0, 9, the port of m= is not a number within 0..65535",
        "audio 5000/ RTP/AVP 0, 14, the number of ports of m= is not within 1..10",
        "audio 5000/x RTP/AVP 0, 14, the number of ports of m= is not within 1..10",
        "audio 5000/0 RTP/AVP 0, 14, the number of ports of m= is not within 1..10",
        "audio 5000/-1 RTP/AVP 0, 14, the number of ports of m= is not within 1..10",
        "audio 5000/11 RTP/AVP 0, 14, the number of ports of m= is not within 1..10",
        "audio 5000, 13, m= has no transport",
        "'audio 5000 ', 14, m= has no transport",
    })
    void shouldRefuseMediaLine(String value, int column, String what) {
        String text = BASIC.replace(MEDIA, "m=" + value + "\r\n");
        assertThat(refused(text)).hasMessage("line 6, column " + column + ": " + what);
    }

    /** rtpengine reads the leading digits and goes on. */
    @ParameterizedTest
    @ValueSource(strings = {"5000x", "+5000", "0x10", "5000/2x", "50\00000"})
    void shouldRefusePortThatIsNotAllDigits(String port) {
        assertThat(refused(BASIC.replace("5000", port)).line()).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v=1", "v=00", "v=0 ", "v= 0", "v=", "v=0\r", "v=0\0", "v=-0", "v=zero"})
    void shouldRefuseVersion(String line) {
        assertThat(refused(BASIC.replace("v=0", line))).hasMessage("line 1, column 3: v= is not 0");
        assertThat(refused(BASIC + BASIC.replace("v=0", line))).hasMessage("line 8, column 3: v= is not 0");
        assertThat(refused(line)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"V=0\r\n", "h=hello\r\n", "o=- 1 1 IN IP4 192.0.2.1\r\n", "a=x\r\n"})
    void shouldRefuseTextBeforeVersion(String start) {
        assertThat(refused(start + BASIC)).hasMessage("line 1, column 1: the body does not start with v=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello\r\n", " v=0\r\n", "\u00ef\u00bb\u00bfv=0\r\n", "   ", "v\r\n", "vv", "v\rv=0"})
    void shouldRefuseStartWithoutEqualsSign(String start) {
        assertThat(refused(start)).hasMessage("line 1, column 2: the line has no = after its type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "garbage\r\n", "f\r\n", "foo\n", "\0\r\n", "\0a=x\r\n", " a=x\r\n", "x =1\r\n"})
    void shouldRefuseLineWithoutEqualsSign(String line) {
        assertThat(refused(BASIC + line)).hasMessage("line 8, column 2: the line has no = after its type");
        assertThat(refused(BASIC.replace("s=-\r\n", line + "\r\n")).line()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=x", "==", "1=x", " =x", "-=x", "A=x", "M=audio 1 RTP/AVP 0", "\u00e9=x", "\0=x", "{=x", "`=x"})
    void shouldRefuseLineTypeThatIsNoLetter(String line) {
        assertThat(refused(BASIC + line).column()).isLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "- 1 IN IP4 192.0.2.1", "- 1 1 IN IP4", "- 1 1 IN IP4 ", " 1 1 IN IP4"})
    void shouldRefuseOriginWithTooFewFields(String value) {
        assertThat(refused(BASIC.replace(ORIGIN, "o=" + value + "\r\n")))
                .hasMessage("line 2, column " + (3 + value.length()) + ": o= has fewer than six fields");
    }

    @Test
    void shouldRefuseMisplacedAndRepeatedLines() {
        assertThat(refused("v=0\r\n" + MEDIA + ORIGIN)).hasMessage("line 3, column 1: o= stands after an m= line");
        assertThat(refused(BASIC + "s=-\r\n")).hasMessage("line 8, column 1: s= stands after an m= line");
        assertThat(refused(BASIC.replace("s=-\r\n", ORIGIN)))
                .hasMessage("line 3, column 1: the session has a second o= line");
    }

    /** rtpengine 10.5.3.5 lets these pass. */
    @Test
    void shouldRefuseSessionWithoutOrigin() {
        assertThat(refused(BASIC.replace(ORIGIN, ""))).hasMessage("line 1, column 1: the session has no o= line");
        assertThat(refused("v=0")).hasMessage("line 1, column 1: the session has no o= line");
        assertThat(refused(BASIC + "v=0\r\ns=-\r\n")).hasMessage("line 8, column 1: the session has no o= line");
        assertThat(refused("v=0\r\n" + BASIC)).hasMessage("line 1, column 1: the session has no o= line");
    }

    @Test
    void shouldRefuseBodyWithCarriageReturnsOnly() {
        assertThat(refused(BASIC.replace("\r\n", "\r"))).hasMessage("line 1, column 3: v= is not 0");
    }

    @Test
    void shouldReadLongLinesAndBodies() throws Exception {
        assertThat(session(BASIC + "a=x:" + "y".repeat(50_000) + "\r\n").media()).hasSize(1);
        String full = BASIC + "a=" + "y".repeat(SdpParser.MAX_BODY_LENGTH - BASIC.length() - 2);
        assertThat(SdpPrinter.print(SdpParser.parse(full))).isEqualTo(full);
        assertThat(refused(full + "y")).hasMessage("line 1, column 1: the body is longer than 65536 bytes");
    }

    @Test
    void shouldLimitLines() throws Exception {
        String full = BASIC + "a=x\n".repeat(SdpParser.MAX_LINES - 7);
        assertThat(session(full).media()).hasSize(1);
        assertThat(refused(full + "a=x\n")).hasMessage("line 4097, column 1: the body has more than 4096 lines");
        assertThat(SdpParser.parse(full + "\r\n").trailer()).isEqualTo("\r\n");
    }

    @Test
    void shouldLimitMediaPerSession() throws Exception {
        String full = BASIC + MEDIA.repeat(SdpParser.MAX_MEDIA - 1);
        assertThat(session(full).media()).hasSize(SdpParser.MAX_MEDIA);
        assertThat(refused(full + MEDIA)).hasMessageEndingWith("the session has more than 128 m= lines");
        assertThat(SdpParser.parse(full + BASIC).sessions()).hasSize(2);
    }

    @Test
    void shouldLimitSessions() throws Exception {
        String full = BASIC.repeat(SdpParser.MAX_SESSIONS);
        assertThat(SdpParser.parse(full).sessions()).hasSize(SdpParser.MAX_SESSIONS);
        assertThat(refused(full + BASIC)).hasMessage("line 113, column 1: the body has more than 16 sessions");
    }

    @Test
    void shouldLimitFormats() throws Exception {
        String full = "audio 5000 RTP/AVP" + " 0".repeat(SdpParser.MAX_FORMATS);
        assertThat(media(full).formats()).hasSize(SdpParser.MAX_FORMATS);
        assertThatThrownBy(() -> media(full + " 0"))
                .hasMessage("line 6, column " + (3 + full.length() + 1) + ": m= has more than 256 formats");
    }

    @Test
    void shouldNotRecordStackTrace() {
        assertThat(refused("x=y").getStackTrace()).isEmpty();
    }
}
