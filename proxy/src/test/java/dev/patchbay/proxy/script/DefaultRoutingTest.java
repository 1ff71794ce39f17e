package dev.patchbay.proxy.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.proxy.testing.SipConnection;
import dev.patchbay.proxy.testing.SipPeer;
import dev.patchbay.proxy.testing.SipText;
import dev.patchbay.proxy.testing.TestProxy;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Phones on this host, without a relay: who reaches whom. */
class DefaultRoutingTest {

    private static final int PATIENCE_S = 10;

    private static String register(String transport, String address, String contact, String domain) {
        return """
                REGISTER sip:%s SIP/2.0
                Via: SIP/2.0/%s %s;branch=z9hG4bKreg%s
                From: <sip:bob@%s>;tag=r
                To: <sip:bob@%s>
                Call-ID: reg
                CSeq: 1 REGISTER
                Contact: <%s>
                Expires: 60
                Max-Forwards: 70
                Content-Length: 0

                """.formatted(domain, transport, address, transport, domain, domain, contact);
    }

    private static String domain(TestProxy proxy) {
        String uri = proxy.uri("x");
        return uri.substring(uri.indexOf('@') + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void shouldConnectRegisteredPhones(String ip) throws Exception {
        try (TestProxy proxy = TestProxy.start(ip, new DefaultRouting());
                SipPeer alice = proxy.phone();
                SipPeer bob = proxy.phone()) {
            bob.send(register("UDP", bob.address(), bob.contact("bob"), domain(proxy)));
            bob.awaitResponse(200);
            alice.invite(proxy.uri("bob"), "call");
            SIPRequest invite = bob.awaitRequest("INVITE");
            bob.reply(invite, 180, "b");
            alice.awaitResponse(180);
            bob.reply(invite, 200, "b");
            SIPResponse answer = alice.awaitResponse(200);
            alice.within(answer, "ACK", 1);
            bob.awaitRequest("ACK");

            alice.within(answer, "BYE", 2);
            bob.reply(bob.awaitRequest("BYE"), 200, "b");
            alice.awaitResponse(200, "BYE");
            assertThat(proxy.proxy().terminator().terminate("call")).isFalse();
        }
    }

    @Test
    void shouldEndACallFromTheMiddle() throws Exception {
        try (TestProxy proxy = TestProxy.start(new DefaultRouting());
                SipPeer alice = proxy.phone();
                SipPeer bob = proxy.phone()) {
            bob.send(register("UDP", bob.address(), bob.contact("bob"), domain(proxy)));
            bob.awaitResponse(200);
            alice.invite(proxy.uri("bob"), "middle");
            bob.reply(bob.awaitRequest("INVITE"), 200, "b");
            alice.within(alice.awaitResponse(200), "ACK", 1);
            bob.awaitRequest("ACK");

            assertThat(proxy.proxy().terminator().terminate("middle")).isTrue();

            alice.reply(alice.awaitRequest("BYE"), 200, "a");
            bob.reply(bob.awaitRequest("BYE"), 200, "b");
            assertThat(proxy.proxy().terminator().terminate("middle")).isFalse();
        }
    }

    @Test
    void shouldCarryNothingToElsewhere() throws Exception {
        try (TestProxy proxy = TestProxy.start(new DefaultRouting());
                SipPeer alice = proxy.phone();
                SipPeer bob = proxy.phone()) {
            alice.invite(bob.contact("bob"), "away");
            alice.awaitResponse(403);
            alice.invite(proxy.uri("nobody"), "unknown");
            alice.awaitResponse(404);
            // A dialog that never was.
            alice.send("""
                    BYE %s SIP/2.0
                    Via: SIP/2.0/UDP ME;branch=z9hG4bKmade-up
                    Route: <sip:%s;lr>
                    From: <sip:alice@example.com>;tag=a
                    To: <sip:bob@example.com>;tag=b
                    Call-ID: made-up
                    CSeq: 1 BYE
                    Max-Forwards: 70
                    Content-Length: 0

                    """.formatted(bob.contact("bob"), domain(proxy)));
            alice.awaitResponse(481);
            assertThat(bob.isQuietFor(200)).isTrue();
        }
    }

    @Test
    void shouldReachAPhoneThatHasConnected() throws Exception {
        try (TestProxy proxy = TestProxy.start(new DefaultRouting());
                SipPeer alice = proxy.phone();
                SipConnection bob = new SipConnection(new Socket(proxy.address().getAddress(), proxy.address().getPort()))) {
            // Its Contact leads nowhere; its connection does.
            bob.send(register("TCP", bob.address(), "sip:bob@127.0.0.1:9;transport=tcp", domain(proxy)));
            assertThat(bob.receive()).startsWith("SIP/2.0 200");
            alice.invite(proxy.uri("bob"), "tcp");
            String invite = bob.receive();
            assertThat(invite).startsWith("INVITE sip:bob@127.0.0.1:9;transport=tcp");
            SIPResponse busy = SipText.response(SipText.request(invite), 486);
            bob.send(busy.toString());

            alice.awaitResponse(486);
            assertThat(bob.receive()).startsWith("ACK");
        }
    }

    /** The caller learns at once that nobody is there, and the next one that nobody is registered. */
    @Test
    void shouldForgetABrowserWhoseConnectionCloses() throws Exception {
        int port = TestProxy.freePort("127.0.0.1");
        try (TestProxy proxy = TestProxy.start(new DefaultRouting(), "ws:127.0.0.1:" + port);
                SipPeer alice = proxy.phone()) {
            BlockingQueue<String> received = new LinkedBlockingQueue<>();
            WebSocket browser = browser(port, received);
            browser.sendText(
                    SipText.crlf(register("WS", "df7jal23ls0d.invalid", "sip:bob@df7jal23ls0d.invalid;transport=ws", domain(proxy))), true);
            assertThat(received.poll(PATIENCE_S, TimeUnit.SECONDS)).startsWith("SIP/2.0 200");
            alice.invite(proxy.uri("bob"), "ringing");
            String invite = received.poll(PATIENCE_S, TimeUnit.SECONDS);
            browser.sendText(SipText.response(SipText.request(invite), 180).toString(), true);
            alice.awaitResponse(180);

            browser.abort();

            alice.awaitResponse(500);
            await().until(() -> proxy.proxy().userCount() == 0);
            alice.invite(proxy.uri("bob"), "later");
            alice.awaitResponse(404);
        }
    }

    @Test
    void shouldForgetAPhoneWhoseConnectionClosesUnlessItListens() throws Exception {
        try (TestProxy proxy = TestProxy.start(new DefaultRouting());
                SipPeer alice = proxy.phone();
                ServerSocket listening = new ServerSocket(0, 1, proxy.address().getAddress())) {
            SipConnection bob = new SipConnection(new Socket(proxy.address().getAddress(), proxy.address().getPort()));
            bob.send(register("TCP", bob.address(), "sip:bob@" + bob.address() + ";transport=tcp", domain(proxy)));
            assertThat(bob.receive()).startsWith("SIP/2.0 200");
            bob.close();
            await().until(() -> proxy.proxy().userCount() == 0);

            SipConnection again = new SipConnection(new Socket(proxy.address().getAddress(), proxy.address().getPort()));
            String contact = "sip:bob@127.0.0.1:" + listening.getLocalPort() + ";transport=tcp";
            again.send(register("TCP", again.address(), contact, domain(proxy)));
            assertThat(again.receive()).startsWith("SIP/2.0 200");
            // Somebody who goes with the connection: until then it may still be taken for open.
            String carol = register("TCP", again.address(), "sip:carol@" + again.address() + ";transport=tcp", domain(proxy));
            again.send(carol.replace("sip:bob@", "sip:carol@").replace("branch=z9hG4bK", "branch=z9hG4bKcarol"));
            assertThat(again.receive()).startsWith("SIP/2.0 200");
            assertThat(proxy.proxy().userCount()).isEqualTo(2);

            again.close();
            await().until(() -> proxy.proxy().userCount() == 1);
            alice.invite(proxy.uri("bob"), "listening");
            listening.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_S));
            try (SipConnection called = new SipConnection(listening.accept())) {
                String invite = called.receive();
                assertThat(invite).startsWith("INVITE " + contact);
                called.send(SipText.response(SipText.request(invite), 486).toString());
                alice.awaitResponse(486);
            }
        }
    }

    /** RFC 3261 section 7.3.1: commas and lines mean the same; we write lines. */
    @Test
    void shouldReadContactsBehindCommasAndWriteThemInLines() throws Exception {
        try (TestProxy proxy = TestProxy.start(new DefaultRouting());
                SipPeer alice = proxy.phone();
                SipPeer bob = proxy.phone();
                SipPeer desk = proxy.phone();
                SipPeer home = proxy.phone()) {
            String all = bob.contact("bob") + ">;q=0.5,\n <" + desk.contact("bob") + ">;q=0.5, \"Bob, at home\" <" + home.contact("bob");
            bob.send(register("UDP", bob.address(), all, domain(proxy)).replace(home.address() + ">", home.address() + ">;q=0.1"));
            assertThat(bob.awaitResponse(200).getContactHeaders()).hasSize(3);
            assertThat(bob.lastText().lines().filter(line -> line.startsWith("Contact: <sip:bob@"))).hasSize(3);

            alice.invite(proxy.uri("bob"), "moved");
            desk.reply(desk.awaitRequest("INVITE"), 486, "d");
            bob.reply(bob.awaitRequest("INVITE"), 486, "b");
            String moved = SipText.response(home.awaitRequest("INVITE"), 302).toString();
            home.send(moved.replace("Content-Length:", "Contact: <sip:b@192.0.2.3>, <sip:c@192.0.2.4>\r\nContent-Length:"));
            assertThat(alice.awaitResponse(302).getContactHeaders()).hasSize(2);
            assertThat(alice.lastText().lines()).contains("Contact: <sip:b@192.0.2.3>", "Contact: <sip:c@192.0.2.4>");
        }
    }

    @Test
    void shouldRefuseAContactThatCannotBeRead() throws Exception {
        try (TestProxy proxy = TestProxy.start(new DefaultRouting());
                SipPeer bob = proxy.phone()) {
            bob.send(register("UDP", bob.address(), "sip:bob@[::1", domain(proxy)));
            bob.awaitResponse(400);
        }
    }

    private static WebSocket browser(int port, BlockingQueue<String> received) throws Exception {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("sip")
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/"), new Received(received))
                .get(PATIENCE_S, TimeUnit.SECONDS);
    }

    @Test
    void shouldReachABrowser() throws Exception {
        int port = TestProxy.freePort("127.0.0.1");
        try (TestProxy proxy = TestProxy.start(new DefaultRouting(), "ws:127.0.0.1:" + port);
                SipPeer alice = proxy.phone()) {
            BlockingQueue<String> received = new LinkedBlockingQueue<>();
            WebSocket browser = browser(port, received);
            browser.sendText(
                    SipText.crlf(register("WS", "df7jal23ls0d.invalid", "sip:bob@df7jal23ls0d.invalid;transport=ws", domain(proxy))), true);
            assertThat(received.poll(PATIENCE_S, TimeUnit.SECONDS)).startsWith("SIP/2.0 200");
            alice.invite(proxy.uri("bob"), "ws");
            String invite = received.poll(PATIENCE_S, TimeUnit.SECONDS);
            assertThat(invite).startsWith("INVITE sip:bob@df7jal23ls0d.invalid;transport=ws").contains("Via: SIP/2.0/WS ");
            browser.sendText(SipText.response(SipText.request(invite), 603).toString(), true);

            alice.awaitResponse(603);
        }
    }

    /** Whole texts into a queue. */
    private record Received(BlockingQueue<String> texts, StringBuilder part) implements WebSocket.Listener {

        Received(BlockingQueue<String> texts) {
            this(texts, new StringBuilder());
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean isLast) {
            part.append(text);
            if (isLast) {
                texts.add(part.toString());
                part.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
