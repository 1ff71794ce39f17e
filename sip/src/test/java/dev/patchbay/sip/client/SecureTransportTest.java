package dev.patchbay.sip.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.patchbay.bencode.BencodeWriter;
import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.sip.node.RelayClock;
import dev.patchbay.sip.node.RelayNode;
import dev.patchbay.sip.node.SocketListParser;
import dev.patchbay.sip.rtpengine.KamailioRtpengine;
import dev.patchbay.sip.rtpengine.KamailioSettings;
import dev.patchbay.sip.rtpengine.OpenSipsRtpengine;
import dev.patchbay.sip.rtpengine.OpenSipsSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Relays behind {@code wss} and {@code https}: who is believed, and that it works. */
@Timeout(60)
class SecureTransportTest {

    private static final byte[] QUERY =
            BencodeWriter.toBytes(NgDict.builder().put("command", "query").build());

    @TempDir
    private static Path folder;

    private static TestCertificate loopback;

    @BeforeAll
    static void makeCertificate() throws Exception {
        loopback = TestCertificate.selfSigned(folder, "ip:127.0.0.1");
    }

    private static RelayPool open(String url, Optional<SSLContext> tls) throws IOException {
        ClientOptions options = new ClientOptions(
                Duration.ofSeconds(4), 5, Duration.ofMinutes(1), 1000, 1000, Optional.empty(), OptionalInt.empty(), tls);
        RelayPool pool = new RelayPool(new NgProtocol(), options, RelayClock.system(), new Random(1));
        pool.replace(new SocketListParser(SocketListParser.Grammar.KAMAILIO, 0).parse(url));
        return pool;
    }

    private static RelayNode node(RelayPool pool) {
        return pool.sets().snapshot().displayedNodes().getFirst();
    }

    private static ExchangeOutcome query(RelayPool pool) {
        return pool.client().exchange(node(pool), "query", QUERY).join();
    }

    @Test
    void shouldTalkToARelayWhoseCertificateItWasGiven() throws Exception {
        try (SecureWebSocketRelay relay = new SecureWebSocketRelay(loopback.server());
                RelayPool pool = open(relay.url(), Optional.of(RelayCertificates.trusting(loopback.pem())))) {
            assertThat(pool.client().ping(node(pool)).join()).isTrue();
            List<CompletableFuture<ExchangeOutcome>> asked = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                asked.add(pool.client().exchange(node(pool), "query", QUERY));
            }
            assertThat(asked).allSatisfy(outcome -> assertThat(outcome.join()).isInstanceOf(ExchangeOutcome.Reply.class));
            assertThat(relay.connectionCount()).isEqualTo(1);
        }
    }

    @Test
    void shouldTakeTheCertificateAsASettingOfBothFaces() throws Exception {
        SSLContext tls = RelayCertificates.trusting(loopback.pem());
        try (SecureWebSocketRelay relay = new SecureWebSocketRelay(loopback.server());
                KamailioRtpengine kamailio = KamailioRtpengine.open(KamailioSettings.builder()
                        .modparam("wsapi", "lwsc")
                        .rtpengineSock(relay.url())
                        .tls(tls)
                        .build());
                OpenSipsRtpengine openSips = OpenSipsRtpengine.open(
                        OpenSipsSettings.builder().rtpengineSock(relay.url()).tls(tls).build())) {
            assertThat(node(kamailio.pool()).isEnabled()).isTrue();
            assertThat(query(kamailio.pool())).isInstanceOf(ExchangeOutcome.Reply.class);
            assertThat(query(openSips.pool())).isInstanceOf(ExchangeOutcome.Reply.class);
        }
    }

    @Test
    void shouldNotTalkToARelayThatNobodyVouchesFor() throws Exception {
        TestCertificate other = TestCertificate.selfSigned(folder, "ip:127.0.0.1");
        try (SecureWebSocketRelay relay = new SecureWebSocketRelay(loopback.server())) {
            for (Optional<SSLContext> tls : List.of(Optional.<SSLContext>empty(), Optional.of(RelayCertificates.trusting(other.pem())))) {
                try (RelayPool pool = open(relay.url(), tls)) {
                    shouldBeRefused(pool);
                }
            }
            assertThat(relay.connectionCount()).isZero();
        }
    }

    @Test
    void shouldNotTalkToARelayWithTheCertificateOfAnotherHost() throws Exception {
        TestCertificate elsewhere = TestCertificate.selfSigned(folder, "dns:relay.example");
        try (SecureWebSocketRelay relay = new SecureWebSocketRelay(elsewhere.server());
                RelayPool pool = open(relay.url(), Optional.of(RelayCertificates.trusting(elsewhere.pem())))) {
            shouldBeRefused(pool);
            assertThat(relay.connectionCount()).isZero();
        }
    }

    private static void shouldBeRefused(RelayPool pool) {
        assertThat(query(pool)).isInstanceOfSatisfying(ExchangeOutcome.NoReply.class, outcome -> {
            assertThat(outcome.failure()).isEqualTo(ExchangeFailure.UNREACHABLE);
            assertThat(outcome.detail()).contains("wss://127.0.0.1").containsIgnoringCase("certif");
        });
    }

    @Test
    void shouldPostOverTls() throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.setHttpsConfigurator(new HttpsConfigurator(loopback.server()));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/ng", exchange -> {
            String request = new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1);
            byte[] reply = (request.substring(0, request.indexOf(' ')) + " d6:result2:oke").getBytes(ISO_8859_1);
            exchange.sendResponseHeaders(200, reply.length);
            exchange.getResponseBody().write(reply);
            exchange.close();
        });
        server.start();
        String url = "https://127.0.0.1:" + server.getAddress().getPort() + "/ng";
        try (RelayPool trusting = open(url, Optional.of(RelayCertificates.trusting(loopback.pem())));
                RelayPool careful = open(url, Optional.empty())) {
            assertThat(query(trusting)).isInstanceOf(ExchangeOutcome.Reply.class);
            assertThat(query(careful)).isInstanceOfSatisfying(
                    ExchangeOutcome.NoReply.class, outcome -> assertThat(outcome.failure()).isEqualTo(ExchangeFailure.UNREACHABLE));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void shouldSayWhatIsWrongWithAFileOfCertificates() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        Path garbage = Files.writeString(folder.resolve("garbage.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        assertThatThrownBy(() -> RelayCertificates.trusting(empty)).isInstanceOf(IOException.class).hasMessageContaining("empty.pem has no certificate");
        assertThatThrownBy(() -> RelayCertificates.trusting(garbage)).isInstanceOf(IOException.class).hasMessageContaining("garbage.pem has no certificate");
        assertThatThrownBy(() -> RelayCertificates.trusting(folder.resolve("missing.pem"))).isInstanceOf(IOException.class).hasMessageContaining("missing.pem");
    }
}
