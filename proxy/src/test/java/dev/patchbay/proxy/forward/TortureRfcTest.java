package dev.patchbay.proxy.forward;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.proxy.route.IncomingRequest;
import dev.patchbay.proxy.route.RoutingScript;
import dev.patchbay.proxy.testing.SipPeer;
import dev.patchbay.proxy.testing.SipText;
import dev.patchbay.proxy.testing.TestProxy;
import gov.nist.javax.sip.message.SIPRequest;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages of the kinds of RFC 4475: what is right goes on, what is wrong is answered or dropped, and the proxy serves the next one. */
class TortureRfcTest {

    private static final String REST = """
            Max-Forwards: 70
            Content-Length: 0

            """;

    private TestProxy proxy;
    private SipPeer alice;
    private SipPeer bob;

    @BeforeEach
    void start() throws Exception {
        proxy = TestProxy.start(new RoutingScript() {
            @Override
            public void onRequest(IncomingRequest request) {
                if (request.isMethod("OPTIONS") && request.uri().contains("health")) {
                    request.reply(200);
                } else {
                    request.setDestination(bob.contact("bob"));
                    request.relay();
                }
            }
        });
        alice = proxy.phone();
        bob = proxy.phone();
    }

    @AfterEach
    void close() {
        alice.close();
        bob.close();
        proxy.close();
    }

    private void assertHealthy() throws Exception {
        alice.send("""
                OPTIONS sip:health@example.com SIP/2.0
                Via: SIP/2.0/UDP ME;branch=z9hG4bKhealth%d
                From: <sip:alice@example.com>;tag=h
                To: <sip:health@example.com>
                Call-ID: health
                CSeq: 7 OPTIONS
                """.formatted(System.nanoTime()) + REST);
        alice.awaitResponse(200);
    }

    static Stream<Arguments> refused() {
        String via = "Via: SIP/2.0/UDP ME;branch=z9hG4bKt\n";
        String parties = "From: <sip:a@example.com>;tag=1\nTo: <sip:b@example.com>\nCall-ID: t\n";
        return Stream.of(
                Arguments.of("3.1.2.18 CSeq with another method", 400, "OPTIONS sip:b@example.com SIP/2.0\n" + via + parties + "CSeq: 8 INVITE\n" + REST),
                Arguments.of("3.1.2.4 CSeq too large", 400, "REGISTER sip:example.com SIP/2.0\n" + via + parties + "CSeq: 36893488147419103232 REGISTER\n" + REST),
                Arguments.of("3.1.2.6 unterminated quoted string", 400, "INVITE sip:b@example.com SIP/2.0\n" + via
                        + "From: <sip:a@example.com>;tag=1\nTo: \"Mr. J. User <sip:b@example.com>\nCall-ID: t\nCSeq: 1 INVITE\n" + REST),
                Arguments.of("3.3.2 unknown scheme", 416, "OPTIONS nobodyKnowsThisScheme:totallyopaquecontent SIP/2.0\n" + via + parties + "CSeq: 3 OPTIONS\n" + REST),
                Arguments.of("3.3.6 unknown Proxy-Require", 420, "OPTIONS sip:b@example.com SIP/2.0\n" + via + parties
                        + "Proxy-Require: noProxiesSupportThis, norDoAnyProxiesSupportThis\nCSeq: 8 OPTIONS\n" + REST));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void shouldRefuse(String what, int status, String message) throws Exception {
        alice.send(message);
        alice.awaitResponse(status);
        assertHealthy();
    }

    static Stream<Arguments> harmless() {
        String via = "Via: SIP/2.0/UDP ME;branch=z9hG4bKt\n";
        String parties = "From: <sip:a@example.com>;tag=1\nTo: <sip:b@example.com>\nCall-ID: t\n";
        return Stream.of(
                Arguments.of("3.3.1 required headers missing", "INVITE sip:b@example.com SIP/2.0\nCSeq: 193942 INVITE\n" + via + REST),
                Arguments.of("3.1.2.3 negative Content-Length", "INVITE sip:b@example.com SIP/2.0\n" + via + parties
                        + "CSeq: 8 INVITE\nMax-Forwards: 70\nContent-Length: -999\n\nv=0\n"),
                Arguments.of("3.1.2.2 Content-Length beyond the packet", "INVITE sip:b@example.com SIP/2.0\n" + via + parties
                        + "CSeq: 8 INVITE\nMax-Forwards: 70\nContent-Length: 9999\n\nv=0\n"),
                Arguments.of("3.1.2.1 stray separators", "INVITE sip:b@example.com SIP/2.0\n"
                        + "Via: SIP/2.0/UDP ME;branch=z9hG4bKt;;,;,,\n" + parties + "CSeq: 8 INVITE\n" + REST),
                Arguments.of("3.1.2.7 request URI in angle brackets", "INVITE <sip:b@example.com> SIP/2.0\n" + via + parties + "CSeq: 1 INVITE\n" + REST),
                Arguments.of("3.1.2.8 white space in the request URI", "INVITE sip:b@example.com; lr SIP/2.0\n" + via + parties + "CSeq: 1 INVITE\n" + REST),
                Arguments.of("3.1.2.9 two spaces in the request line", "INVITE  sip:b@example.com  SIP/2.0\n" + via + parties + "CSeq: 1 INVITE\n" + REST),
                Arguments.of("3.1.2.19 response code too large", "SIP/2.0 4294967301 better not break the receiver\n" + via + parties + "CSeq: 1 INVITE\n" + REST),
                Arguments.of("3.3.8 two different values of a single header", "INVITE sip:b@example.com SIP/2.0\n" + via + parties
                        + "CSeq: 5 INVITE\nCSeq: 59 INVITE\nCall-ID: other\nMax-Forwards: 5\n" + REST),
                Arguments.of("3.2.1 transaction by RFC 2543", "OPTIONS sip:b@example.com SIP/2.0\nVia: SIP/2.0/UDP ME;branch=z9hG4bK\n" + parties
                        + "CSeq: 1 OPTIONS\n" + REST),
                Arguments.of("3.1.2.17 unknown version", "OPTIONS sip:b@example.com SIP/7.0\n" + via + parties + "CSeq: 1 OPTIONS\n" + REST),
                Arguments.of("nothing", ""),
                Arguments.of("keep-alive", "\n\n"),
                Arguments.of("a line", "hello\n\n"),
                Arguments.of("HTTP", "GET / HTTP/1.1\nHost: example.com\n\n"),
                Arguments.of("only a request line", "INVITE sip:b@example.com SIP/2.0\n\n"));
    }

    /** Whether such a message is answered, dropped or passed is free: it must do no harm. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("harmless")
    void shouldLiveOn(String what, String message) throws Exception {
        alice.send(message);
        assertHealthy();
        assertThat(proxy.proxy().figures().scriptFailures.sum()).isZero();
    }

    /** RFC 4475 section 3.1.1.1, in the parts that matter to a proxy. */
    @Test
    void shouldPassAShortTortuousInvite() throws Exception {
        alice.send("""
                INVITE sip:vivekg@chair-dnrc.example.com;unknownparam SIP/2.0
                TO :
                 sip:vivekg@chair-dnrc.example.com ;   tag    = 1918181833n
                from   : "J Rosenberg \\\\\\""       <sip:jdrosen@example.com>
                  ;
                  tag = 98asjd8
                MaX-fOrWaRdS: 0068
                Call-ID: wsinv.ndaksdj@192.0.2.1
                Content-Length   : 0
                cseq: 0009
                  INVITE
                Via  : SIP  /   2.0
                 /UDP
                    ME;branch=z9hG4bK390skdjuw
                s :
                NewFangledHeader:   newfangled value
                 continued newfangled value
                UnknownHeaderWithUnusualValue: ;;,,;;,;
                Route:
                 <sip:services.example.com;lr;unknownwith=value;unknown-no-value>
                m:"Quoted string \\"\\"" <sip:jdrosen@example.com> ; newparam = newvalue ; secondparam ; q = 0.33

                """);
        SIPRequest invite = bob.awaitRequest("INVITE");

        assertThat(invite.getMaxForwards().getMaxForwards()).isEqualTo(67);
        assertThat(invite.getToTag()).isEqualTo("1918181833n");
        assertThat(invite.getCSeq().getSeqNumber()).isEqualTo(9);
        assertThat(invite.getHeader("NewFangledHeader").toString()).contains("newfangled value");
        assertThat(invite.getHeader("UnknownHeaderWithUnusualValue").toString()).contains(";;,,;;,;");
        assertThat(invite.getRequestURI().toString()).endsWith(";unknownparam");
        assertHealthy();
    }

    /** Section 3.1.1.3 and 3.1.1.4: escaped characters stay as they are. */
    @Test
    void shouldPassEscapes() throws Exception {
        alice.send("""
                INVITE sip:sips%3Auser%40example.com@example.net SIP/2.0
                Via: SIP/2.0/UDP ME;branch=z9hG4bKesc
                To: sip:%75se%72@example.com
                From: <sip:I%20have%20spaces@example.net>;tag=938
                Call-ID: esc01.239409asdfakjkn23onasd0-3234
                CSeq: 234234 INVITE
                """ + REST);
        SIPRequest invite = bob.awaitRequest("INVITE");

        assertThat(invite.getRequestURI()).hasToString("sip:sips%3Auser%40example.com@example.net");
        assertThat(invite.getFrom().getAddress().getURI()).hasToString("sip:I%20have%20spaces@example.net");
    }

    @Test
    void shouldLiveOnAfterEveryPrefixOfAMessage() throws Exception {
        byte[] whole = SipText.crlf(SipText.invite("sip:bob@example.com", "").toString()).getBytes(ISO_8859_1);
        for (int length = 1; length < whole.length; length += 3) {
            byte[] part = new byte[length];
            System.arraycopy(whole, 0, part, 0, length);
            alice.sendBytes(part);
        }
        assertHealthy();
    }
}
