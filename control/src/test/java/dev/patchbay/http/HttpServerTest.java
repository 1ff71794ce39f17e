package dev.patchbay.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.metrics.SampleFigures;
import dev.patchbay.net.IpAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpServerTest {

    private static final Optional<IpAddress> LOOPBACK = Optional.of(IpAddress.literal("127.0.0.1"));
    private static final Map<String, HttpResource> RESOURCES =
            new HashMap<>(RelayResources.of(SampleFigures::figures));

    static {
        RESOURCES.put("/large", () -> HttpPage.plainText("x".repeat(20_000_000)));
        RESOURCES.put("/fault", () -> {
            throw new IllegalStateException("fault");
        });
    }

    private static HttpServer open() throws IOException {
        return HttpServer.open(LOOPBACK, 0, RESOURCES);
    }

    @Test
    void shouldServePingAndMetricsToAnHttpClient() throws Exception {
        try (HttpServer server = open()) {
            HttpURLConnection ping = get(server, "/ping");
            assertThat(ping.getResponseCode()).isEqualTo(200);
            assertThat(ping.getContentType()).isEqualTo("text/plain");
            assertThat(ping.getInputStream()).hasContent("pong\n");
            HttpURLConnection metrics = get(server, "/metrics?x=1");
            assertThat(metrics.getResponseCode()).isEqualTo(200);
            assertThat(metrics.getContentType()).startsWith("text/plain; version=0.0.4");
            assertThat(new String(metrics.getInputStream().readAllBytes(), ISO_8859_1))
                    .contains("rtpengine_sessions{type=\"own\"} 2\n");
        }
    }

    @Test
    void shouldAnswerOtherPathsMethodsAndFaults() throws Exception {
        try (HttpServer server = open()) {
            for (String path : List.of("/", "/nope", "/ping/", "*", "/../ping")) {
                assertThat(ask(server, "GET " + path + " HTTP/1.0\r\n\r\n"))
                        .startsWith("HTTP/1.1 404 Not Found\r\ncontent-type: text/plain\r\n")
                        .endsWith("\r\n\r\nnot found\n");
            }
            assertThat(ask(server, "DELETE /ping HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 405 ");
            assertThat(ask(server, "POST /ping HTTP/1.1\r\ncontent-length: 3\r\n\r\nabc")).startsWith("HTTP/1.1 405 ");
            assertThat(ask(server, "GET /fault HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 500 ");
            assertThat(ask(server, "GET /ping HTTP/1.0\r\n\r\n")).endsWith("\r\n\r\npong\n");
        }
    }

    @Test
    void shouldAnswerPipelinedRequestsInOrder() throws Exception {
        try (HttpServer server = open()) {
            String reply = ask(
                    server,
                    "GET /metrics HTTP/1.1\r\n\r\nGET /nope HTTP/1.1\r\n\r\nGET /ping HTTP/1.1\r\nconnection: close\r\n\r\n");
            assertThat(reply.replaceAll("(?s)\r\n\r\n#.*?HTTP", "|HTTP"))
                    .containsSubsequence("HTTP/1.1 200 OK", "HTTP/1.1 404 Not Found", "not found\n", "HTTP/1.1 200 OK", "pong\n");
        }
    }

    @Test
    void shouldCloseAConnectionWithTooManyRequestsSentAhead() throws Exception {
        try (HttpServer server = open()) {
            String reply = ask(server, "GET /ping HTTP/1.1\r\n\r\n".repeat(100_000));
            assertThat(reply.split("pong").length).isLessThan(100_000);
            assertThat(ask(server, "GET /ping HTTP/1.0\r\n\r\n")).endsWith("pong\n");
        }
    }

    @Test
    void shouldRefuseWhatIsTooLongOrNoHttp() throws Exception {
        try (HttpServer server = open()) {
            assertThat(ask(server, "\0\u00ff\r\n\r\n")).startsWith("HTTP/1.1 400 ");
            assertThat(ask(server, "GET /" + "x".repeat(10_000) + " HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 400 ");
            assertThat(ask(server, "GET /ping HTTP/1.1\r\na: " + "x".repeat(20_000) + "\r\n\r\n")).startsWith("HTTP/1.1 400 ");
            assertThat(ask(server, "POST /ping HTTP/1.1\r\nconnection: close\r\ncontent-length: 99999999\r\n\r\n")).startsWith("HTTP/1.1 413 ");
            assertThat(ask(server, "GET /ping HTTP/1.0\r\n\r\n")).endsWith("pong\n");
        }
    }

    @Test
    void shouldCloseConnectionsThatSayNothingDribbleOrDoNotRead() throws Exception {
        try (HttpServer server = HttpServer.open(LOOPBACK, 0, RESOURCES, Duration.ofMillis(300));
                Socket silent = connect(server);
                Socket dribbling = connect(server);
                Socket deaf = connect(server)) {
            deaf.getOutputStream().write("GET /large HTTP/1.1\r\n\r\n".getBytes(ISO_8859_1));
            dribbling.getOutputStream().write("GET /ping HTTP/1.1\r\n".getBytes(ISO_8859_1));
            int sent = 0;
            try {
                while (sent < 1_000_000) {
                    dribbling.getOutputStream().write("a".getBytes(ISO_8859_1));
                    sent++;
                    Thread.sleep(1);
                }
            } catch (SocketException _) {
                // closed by the server, as it should be
            }
            assertThat(sent).isLessThan(HttpServer.MAX_HEADER_BYTES);
            assertThat(readAll(silent)).isEmpty();
            assertThat(readAll(deaf).length()).isLessThan(20_000_000);
        }
    }

    @Test
    void shouldRefuseConnectionsBeyondTheLimitAndServeAgainLater() throws Exception {
        List<Socket> clients = new ArrayList<>();
        try (HttpServer server = open()) {
            for (int i = 0; i < HttpServer.MAX_CONNECTIONS; i++) {
                clients.add(connect(server));
            }
            String refused = ask(server, "GET /ping HTTP/1.0\r\n\r\n");
            assertThat(refused).isEmpty();
            assertThat(server.refusedConnections()).isEqualTo(1);
            for (Socket client : clients) {
                client.close();
            }
            String answer = "";
            while (answer.isEmpty()) {
                answer = ask(server, "GET /ping HTTP/1.0\r\n\r\n");
            }
            assertThat(answer).endsWith("pong\n");
        }
    }

    @Test
    void shouldGoOnAfterJunk() throws Exception {
        Random random = new Random(20_250_617);
        try (HttpServer server = open()) {
            for (int i = 0; i < 200; i++) {
                byte[] junk = new byte[random.nextInt(2000)];
                random.nextBytes(junk);
                try (Socket client = connect(server)) {
                    client.getOutputStream().write(junk);
                } catch (SocketException _) {
                    // closed while we were still writing
                }
            }
            assertThat(ask(server, "GET /ping HTTP/1.0\r\n\r\n")).endsWith("pong\n");
        }
    }

    @Test
    void shouldSayWhereItCannotListen() throws Exception {
        try (HttpServer server = open()) {
            int port = server.localAddress().port();
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> HttpServer.open(LOOPBACK, port, RESOURCES))
                    .withMessageStartingWith("cannot listen on http:/127.0.0.1:" + port);
        }
    }

    private static HttpURLConnection get(HttpServer server, String path) throws IOException {
        return (HttpURLConnection)
                URI.create("http://" + server.localAddress() + path).toURL().openConnection();
    }

    private static Socket connect(HttpServer server) throws IOException {
        Socket socket = new Socket();
        socket.connect(server.localAddress().toInetSocketAddress(), 5000);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static String ask(HttpServer server, String octets) throws IOException {
        try (Socket client = connect(server)) {
            client.getOutputStream().write(octets.getBytes(ISO_8859_1));
            return readAll(client);
        } catch (SocketException _) {
            return "";
        }
    }

    private static String readAll(Socket client) throws IOException {
        StringBuilder text = new StringBuilder();
        byte[] part = new byte[65_536];
        InputStream in = client.getInputStream();
        try {
            for (int count = in.read(part); count >= 0; count = in.read(part)) {
                text.append(new String(part, 0, count, ISO_8859_1));
            }
        } catch (SocketException _) {
            // reset: what came before it counts
        }
        return text.toString();
    }
}
