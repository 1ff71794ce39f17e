package dev.patchbay.proxy.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.proxy.ListenAddress;
import dev.patchbay.proxy.ProxyOptions;
import dev.patchbay.proxy.SipProxy;
import dev.patchbay.proxy.route.ScriptOrigin;
import dev.patchbay.proxy.testing.SelfSigned;
import dev.patchbay.proxy.testing.SipConnection;
import dev.patchbay.proxy.testing.SipPeer;
import dev.patchbay.proxy.testing.SipText;
import dev.patchbay.proxy.testing.TestProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Phones and browsers by TLS, called from one by UDP. */
@Timeout(60)
class SecureListeningTest {

    private static final int PATIENCE_S = 10;

    @TempDir
    private Path folder;

    private SelfSigned certificate;
    private int plainPort;
    private int tlsPort;
    private int wssPort;
    private SipProxy proxy;

    @BeforeEach
    void start() throws Exception {
        certificate = SelfSigned.create(folder);
        plainPort = TestProxy.freePort("127.0.0.1");
        tlsPort = TestProxy.freePort("127.0.0.1");
        wssPort = TestProxy.freePort("127.0.0.1");
        proxy = SipProxy.start(options(Optional.of(certificate)));
    }

    private ProxyOptions options(Optional<SelfSigned> certificateOrNone) {
        ProxyOptions plain = ProxyOptions.of(
                List.of(
                        ListenAddress.parse("udp:127.0.0.1:" + plainPort),
                        ListenAddress.parse("tls:127.0.0.1:" + tlsPort),
                        ListenAddress.parse("wss:127.0.0.1:" + wssPort)),
                "",
                ScriptOrigin.standard());
        return new ProxyOptions(
                plain.listen(),
                plain.domains(),
                plain.realm(),
                plain.relays(),
                plain.script(),
                plain.scriptLimit(),
                plain.users(),
                plain.locations(),
                plain.xmlRpc(),
                certificateOrNone.map(SelfSigned::keys),
                plain.limits());
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    private SipPeer caller() throws IOException {
        return new SipPeer(new InetSocketAddress(InetAddress.getLoopbackAddress(), plainPort));
    }

    private String register(String transport, String address, String contact) {
        return SipText.crlf("""
                REGISTER sip:127.0.0.1:%1$d SIP/2.0
                Via: SIP/2.0/%2$s %3$s;branch=z9hG4bKreg
                From: <sip:bob@127.0.0.1:%1$d>;tag=r
                To: <sip:bob@127.0.0.1:%1$d>
                Call-ID: reg
                CSeq: 1 REGISTER
                Contact: <%4$s>
                Expires: 60
                Max-Forwards: 70
                Content-Length: 0

                """.formatted(plainPort, transport, address, contact));
    }

    @Test
    void shouldReachAPhoneByTls() throws Exception {
        try (SipConnection bob = new SipConnection(certificate.trusting().getSocketFactory().createSocket("127.0.0.1", tlsPort));
                SipPeer alice = caller()) {
            bob.send(register("TLS", bob.address(), "sip:bob@" + bob.address() + ";transport=tls"));
            assertThat(bob.receive()).startsWith("SIP/2.0 200").contains("transport=tls");
            alice.invite("sip:bob@127.0.0.1:" + plainPort, "tls");
            String invite = bob.receive();
            assertThat(invite).startsWith("INVITE sip:bob@").contains("Via: SIP/2.0/TLS 127.0.0.1:" + tlsPort);
            bob.send(SipText.response(SipText.request(invite), 486).toString());

            alice.awaitResponse(486);
            assertThat(bob.receive()).startsWith("ACK");
        }
    }

    @Test
    void shouldReachABrowserByWss() throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        HttpClient client = HttpClient.newBuilder().sslContext(certificate.trusting()).build();
        try (SipPeer alice = caller()) {
            WebSocket browser = client.newWebSocketBuilder()
                    .subprotocols("sip")
                    .buildAsync(URI.create("wss://127.0.0.1:" + wssPort + "/"), new WholeTexts(received, new StringBuilder()))
                    .get(PATIENCE_S, TimeUnit.SECONDS);
            browser.sendText(register("WSS", "df7jal23ls0d.invalid", "sip:bob@df7jal23ls0d.invalid;transport=ws"), true);
            assertThat(received.poll(PATIENCE_S, TimeUnit.SECONDS)).startsWith("SIP/2.0 200");
            alice.invite("sip:bob@127.0.0.1:" + plainPort, "wss");
            String invite = received.poll(PATIENCE_S, TimeUnit.SECONDS);
            assertThat(invite).startsWith("INVITE sip:bob@").contains("Via: SIP/2.0/WSS 127.0.0.1:" + wssPort);
            browser.sendText(SipText.response(SipText.request(invite), 603).toString(), true);

            alice.awaitResponse(603);
        } finally {
            client.shutdownNow();
        }
    }

    @Test
    void shouldSayThatTheCertificateIsMissing() {
        proxy.close();

        assertThatThrownBy(() -> SipProxy.start(options(Optional.empty())))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot listen on tls:127.0.0.1:" + tlsPort + ": it needs a certificate and a private key");
    }

    private record WholeTexts(BlockingQueue<String> texts, StringBuilder part) implements WebSocket.Listener {

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
