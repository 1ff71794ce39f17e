package dev.patchbay.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.net.IpAddress;
import dev.patchbay.sdp.Attribute.Candidate;
import dev.patchbay.sdp.Attribute.Crypto;
import dev.patchbay.sdp.Attribute.EndOfCandidates;
import dev.patchbay.sdp.Attribute.ExtMap;
import dev.patchbay.sdp.Attribute.Fingerprint;
import dev.patchbay.sdp.Attribute.Fmtp;
import dev.patchbay.sdp.Attribute.Group;
import dev.patchbay.sdp.Attribute.IceLite;
import dev.patchbay.sdp.Attribute.IceOptions;
import dev.patchbay.sdp.Attribute.IcePwd;
import dev.patchbay.sdp.Attribute.IceUfrag;
import dev.patchbay.sdp.Attribute.Label;
import dev.patchbay.sdp.Attribute.LoopTag;
import dev.patchbay.sdp.Attribute.MaxPtime;
import dev.patchbay.sdp.Attribute.Mid;
import dev.patchbay.sdp.Attribute.Ptime;
import dev.patchbay.sdp.Attribute.RemoteCandidate;
import dev.patchbay.sdp.Attribute.RemoteCandidates;
import dev.patchbay.sdp.Attribute.Rtcp;
import dev.patchbay.sdp.Attribute.RtcpFb;
import dev.patchbay.sdp.Attribute.RtcpMux;
import dev.patchbay.sdp.Attribute.RtpMap;
import dev.patchbay.sdp.Attribute.Setup;
import dev.patchbay.sdp.Attribute.Ssrc;
import dev.patchbay.sdp.Attribute.Unknown;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The value of each attribute, its canonical text, and what becomes of odd values. */
class AttributeParserTest {

    private static final String SHA1 = "4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB";

    /** Canonical text and its meaning: read and printed. */
    static Stream<Arguments> canonical() {
        return Stream.of(
                Arguments.of("sendrecv", Direction.SENDRECV),
                Arguments.of("sendonly", Direction.SENDONLY),
                Arguments.of("recvonly", Direction.RECVONLY),
                Arguments.of("inactive", Direction.INACTIVE),
                Arguments.of("rtcp-mux", new RtcpMux()),
                Arguments.of("ice-lite", new IceLite()),
                Arguments.of("end-of-candidates", new EndOfCandidates()),
                Arguments.of("rtpmap:0 PCMU/8000", new RtpMap(0, "PCMU", 8000, 1, "")),
                Arguments.of("rtpmap:127 opus/48000/2", new RtpMap(127, "opus", 48000, 2, "2")),
                Arguments.of("rtpmap:0 FOO/8000/2/3", new RtpMap(0, "FOO", 8000, 1, "2/3")),
                Arguments.of("rtpmap:8 /0", new RtpMap(8, "", 0, 1, "")),
                Arguments.of("fmtp:101 0-15", new Fmtp("101", "0-15")),
                Arguments.of("fmtp:t38 x=1", new Fmtp("t38", "x=1")),
                Arguments.of("fmtp:0  x=1 ", new Fmtp("0", " x=1 ")),
                Arguments.of("fmtp:0", new Fmtp("0", "")),
                Arguments.of("rtcp-fb:96 nack pli", new RtcpFb(96, "nack pli")),
                Arguments.of("rtcp-fb:* ccm fir", new RtcpFb(RtcpFb.ALL_PAYLOAD_TYPES, "ccm fir")),
                Arguments.of("rtcp-fb:0", new RtcpFb(0, "")),
                Arguments.of("ptime:20", new Ptime(20)),
                Arguments.of("maxptime:150", new MaxPtime(150)),
                Arguments.of("rtcp:5001", new Rtcp(5001, Optional.empty())),
                Arguments.of("rtcp:0", new Rtcp(0, Optional.empty())),
                Arguments.of("rtcp:9 IN IP4 0.0.0.0", new Rtcp(9, Optional.of(IpAddress.literal("0.0.0.0")))),
                Arguments.of("rtcp:9 IN IP6 2001:db8::1", new Rtcp(9, Optional.of(IpAddress.literal("2001:db8::1")))),
                Arguments.of("mid:audio", new Mid("audio")),
                Arguments.of("mid:", new Mid("")),
                Arguments.of("group:BUNDLE 0 1", new Group("BUNDLE", List.of("0", "1"))),
                Arguments.of("group:LS", new Group("LS", List.of())),
                Arguments.of("extmap:1 urn:x", new ExtMap(1, Optional.empty(), "urn:x", "")),
                Arguments.of("extmap:4096/sendonly urn:x a b",
                        new ExtMap(4096, Optional.of(Direction.SENDONLY), "urn:x", "a b")),
                Arguments.of("setup:actpass", new Setup(SetupRole.ACTPASS)),
                Arguments.of("setup:holdconn", new Setup(SetupRole.HOLDCONN)),
                Arguments.of("fingerprint:sha-1 " + SHA1, new Fingerprint("sha-1", SHA1)),
                Arguments.of("fingerprint:new AB:cd", new Fingerprint("new", "AB:cd")),
                Arguments.of("crypto:1 AES_CM_128_HMAC_SHA1_80 inline:abc|2^31|1:4 UNENCRYPTED_SRTP",
                        new Crypto(1, "AES_CM_128_HMAC_SHA1_80", "inline:abc|2^31|1:4 UNENCRYPTED_SRTP")),
                Arguments.of("ice-ufrag:abcd", new IceUfrag("abcd")),
                Arguments.of("ice-pwd:secret", new IcePwd("secret")),
                Arguments.of("ice-options:trickle ice2", new IceOptions(List.of("trickle", "ice2"))),
                Arguments.of("candidate:1 1 UDP 4294967295 192.0.2.1 5000 typ host",
                        new Candidate("1", 1, "UDP", 4294967295L, "192.0.2.1", 5000, "host", Optional.empty(),
                                OptionalInt.empty(), "")),
                Arguments.of("candidate:a/b+c 2 tcp 1 x.local 9 typ srflx raddr 192.0.2.9 rport 7 tcptype active generation 0",
                        new Candidate("a/b+c", 2, "tcp", 1, "x.local", 9, "srflx", Optional.of("192.0.2.9"),
                                OptionalInt.of(7), "tcptype active generation 0")),
                Arguments.of("remote-candidates:1 192.0.2.1 5 2 192.0.2.1 6",
                        new RemoteCandidates(List.of(
                                new RemoteCandidate(1, "192.0.2.1", 5), new RemoteCandidate(2, "192.0.2.1", 6)))),
                Arguments.of("ssrc:4294967295 cname:a b", new Ssrc(4294967295L, "cname:a b")),
                Arguments.of("ssrc:1", new Ssrc(1, "")),
                Arguments.of("label:1", new Label("1")),
                Arguments.of("rtpengine:abc", new LoopTag("abc")),
                Arguments.of("foo", new Unknown("foo", Optional.empty())),
                Arguments.of("foo:", new Unknown("foo", Optional.of(""))),
                Arguments.of("foo:a:b c ", new Unknown("foo", Optional.of("a:b c "))),
                Arguments.of("", new Unknown("", Optional.empty())),
                Arguments.of(":x", new Unknown("", Optional.of("x"))));
    }

    @ParameterizedTest
    @MethodSource("canonical")
    void shouldReadAndPrint(String text, Attribute meaning) {
        assertThat(AttributeParser.parse(text)).isEqualTo(meaning);
        assertThat(SdpLine.of(meaning)).isEqualTo(new SdpLine('a', text, "\r\n", meaning));
        assertThat(text).startsWith(meaning.attributeName());
    }

    @Test
    void shouldHaveCanonicalRowForEveryAttribute() {
        Set<Class<?>> tried = canonical().map(row -> row.get()[1].getClass()).collect(Collectors.toSet());
        assertThat(tried).contains(Attribute.class.getPermittedSubclasses());
    }

    static Stream<Arguments> tolerated() {
        return Stream.of(
                Arguments.of("sendonly:x", Direction.SENDONLY),
                Arguments.of("rtcp-mux:yes", new RtcpMux()),
                Arguments.of("ice-lite:", new IceLite()),
                Arguments.of("end-of-candidates:x", new EndOfCandidates()),
                Arguments.of("rtpmap:0  FOO/8000", RtpMap.of(0, "FOO", 8000, 1)),
                Arguments.of("rtpmap: 00 FOO/8000 tail", RtpMap.of(0, "FOO", 8000, 1)),
                Arguments.of("rtpmap:0 FOO/8000/x", new RtpMap(0, "FOO", 8000, 1, "x")),
                Arguments.of("rtpmap:0 FOO/8000/0", new RtpMap(0, "FOO", 8000, 1, "0")),
                Arguments.of("ptime:20.5", new Ptime(20)),
                Arguments.of("ptime: 20 ", new Ptime(20)),
                Arguments.of("rtcp: 5001", new Rtcp(5001, Optional.empty())),
                Arguments.of("rtcp:1 IN IP4 192.0.2.1 x", new Rtcp(1, Optional.of(IpAddress.literal("192.0.2.1")))),
                Arguments.of("setup:ACTIVE", new Setup(SetupRole.ACTIVE)),
                Arguments.of("candidate:1  1 UDP 1 192.0.2.1 5 typ srflx",
                        new Candidate("1", 1, "UDP", 1, "192.0.2.1", 5, "srflx", Optional.empty(),
                                OptionalInt.empty(), "")));
    }

    @ParameterizedTest
    @MethodSource("tolerated")
    void shouldReadLeniently(String text, Attribute meaning) {
        assertThat(AttributeParser.parse(text)).isEqualTo(meaning);
    }

    /** Names count case by case, and nothing here fails the message. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SENDRECV", "SendOnly", "sendonly ", " sendonly", "RTCP:5001", "Mid:1", "RTPMAP:0 FOO/8000", "rtpmap", "rtpmap:", "rtpmap:0",
                "rtpmap:0 FOO", "rtpmap:x FOO/8000", "rtpmap:128 FOO/8000", "rtpmap:-1 FOO/8000", "rtpmap:0 FOO/", "rtpmap:0 FOO/x",
                "rtpmap:0 FOO/-5", "rtpmap:0 FOO/99999999999", "rtpmap:0\tFOO/8000", "fmtp", "fmtp:", "fmtp: ", "rtcp-fb:", "rtcp-fb:x nack",
                "rtcp-fb:128 nack", "rtcp-fb:*nack", "ptime", "ptime:", "ptime:x", "ptime:0", "ptime:65536", "ptime:-1", "maxptime:0", "rtcp", "rtcp:",
                "rtcp:x", "rtcp:65536", "rtcp:5001x", "rtcp:5001 x", "rtcp:5001 IN", "rtcp:5001 IN IP4", "rtcp:5001 IN IP4 host", "mid",
                "group", "group:", "extmap:x urn:y", "extmap:1", "extmap:1/both urn:y", "extmap:65536 urn:y", "setup:", "setup:none", "fingerprint:",
                "fingerprint:sha-256 AA:BB", "fingerprint:new", "fingerprint:new A", "fingerprint:new AA:", "fingerprint:new AABB",
                "fingerprint:new ZZ:AA", "crypto:1", "crypto:1 SUITE", "crypto:x SUITE inline:a", "crypto:9999999999 S inline:a",
                "candidate:", "candidate:1", "candidate:1 1 UDP 1 192.0.2.1 5000", "candidate:1 257 UDP 1 192.0.2.1 5000 typ host",
                "candidate:1 1 UDP 4294967296 192.0.2.1 5000 typ host", "candidate:1 1 UDP 1 192.0.2.1 65536 typ host",
                "candidate:1 1 UDP 1 192.0.2.1 5000 typ", "candidate:1 1 UDP 1 192.0.2.1 5000 typ srflx raddr 1.2.3.4 rport x",
                "remote-candidates:", "remote-candidates:1 192.0.2.1", "ssrc:x", "ssrc:4294967296", "ssrc:-1", "ice-ufrag", "label", "rtpengine"
            })
    void shouldKeepOddAttributeAsUnknown(String text) {
        Attribute parsed = AttributeParser.parse(text);
        assertThat(parsed).isInstanceOf(Unknown.class);
        assertThat(SdpLine.of(parsed).value()).isEqualTo(text);
        assertThat(text.split(":", -1)[0]).isEqualTo(parsed.attributeName());
    }

    @Test
    void shouldNotShowSecretsInLogs() throws Exception {
        String body = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\na=crypto:1 SUITE inline:topsecret\r\na=ice-pwd:topsecret\r\n";
        assertThat(SdpParser.parse(body).toString()).contains("SUITE").doesNotContain("topsecret");
        assertThat(SdpPrinter.print(SdpParser.parse(body))).isEqualTo(body);
    }
}
