package dev.patchbay.sip.management;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may send management commands, as far as HTTP tells: what command line clients send, and what browsers send for a page. */
@Timeout(60)
class JsonRpcAccessTest {

    private static final String BODY = "{\"jsonrpc\":\"2.0\",\"method\":\"run\",\"id\":1}";
    private static final String JSON = "Content-Type: application/json";

    private final AtomicInteger runs = new AtomicInteger();
    private JsonRpcServer server;

    @BeforeEach
    void start() throws IOException {
        serve(JsonRpcAccess.NO_BROWSERS);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void serve(JsonRpcAccess access) throws IOException {
        Map<String, ManagementCommand> commands = Map.of("run", (_, result) -> {
            runs.incrementAndGet();
            result.value("ran");
        });
        server = JsonRpcServer.open(ManagementBench.ANY_PORT, "/mi", commands, JsonRpcStyle.OPENSIPS, access);
    }

    private String post(String... headers) throws IOException {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add("Content-Length: " + BODY.length());
        return send("POST", all, BODY);
    }

    /** Sends it as it is: clients of the JDK do not let everything be said. A Host is added if there is none. */
    private String send(String method, List<String> headers, String body) throws IOException {
        boolean hasHost = headers.stream().anyMatch(header -> header.startsWith("Host:"));
        String request = method + " /mi HTTP/1.1\r\n" + (hasHost ? "" : "Host: 127.0.0.1\r\n") + String.join("\r\n", headers)
                + "\r\nConnection: close\r\n\r\n" + body;
        try (Socket socket = new Socket(server.address().getAddress(), server.address().getPort())) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    private static String status(String reply) {
        return reply.split(" ", 3)[1];
    }

    @Test
    void shouldServeProgramsOnThisMachine() throws IOException {
        String port = ":" + server.address().getPort();
        for (String host : List.of("127.0.0.1", "127.0.0.1" + port, "localhost" + port, "LOCALHOST", "[::1]" + port, "192.0.2.7" + port)) {
            assertThat(post("Host: " + host, JSON)).as(host).startsWith("HTTP/1.1 200").endsWith("\"result\":\"ran\",\"id\":1}");
        }
        assertThat(status(post("Content-Type: application/json; charset=utf-8"))).isEqualTo("200");
        assertThat(status(post("Content-Type: Application/JSON-RPC"))).isEqualTo("200");
        assertThat(runs).hasValue(8);
    }

    @Test
    void shouldRefuseWebPages() throws IOException {
        for (String origin : List.of("http://evil.example", "null", "http://127.0.0.1:" + server.address().getPort(), "")) {
            String reply = post("Origin: " + origin, JSON);
            assertThat(reply).as(origin).startsWith("HTTP/1.1 403").contains("Header Origin:", "JsonRpcAccess.origins");
            assertThat(reply).doesNotContainIgnoringCase("Access-Control");
        }
        String preflight = send(
                "OPTIONS",
                List.of("Origin: http://evil.example", "Access-Control-Request-Method: POST", "Access-Control-Request-Headers: content-type"),
                "");
        assertThat(preflight).startsWith("HTTP/1.1 403").doesNotContainIgnoringCase("Access-Control");
        assertThat(runs).hasValue(0);
    }

    /** DNS rebinding: the name of the page's host is made to point at this machine, and the browser sends it as Host. */
    @Test
    void shouldRefuseForeignHostNames() throws IOException {
        for (String host : List.of("evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.evil.example:1", "[evil", "")) {
            assertThat(post("Host: " + host, JSON)).as(host).startsWith("HTTP/1.1 403").contains("Header Host:");
        }
        assertThat(post("Host: localhost", "Host: evil.example", JSON)).doesNotStartWith("HTTP/1.1 200");
        assertThat(runs).hasValue(0);
    }

    /** What a page may send without being asked first is never JSON. */
    @Test
    void shouldTakeJsonOnly() throws IOException {
        for (String type : List.of(
                "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain;application/json", "json")) {
            assertThat(post("Content-Type: " + type)).as(type).startsWith("HTTP/1.1 415").contains("application/json is needed");
        }
        assertThat(status(post())).isEqualTo("415");
        assertThat(status(post(JSON, "Content-Type: text/plain"))).isEqualTo("415");
        assertThat(runs).hasValue(0);
    }

    @Test
    void shouldServeAllowedPagesAndHosts() throws IOException {
        server.close();
        serve(new JsonRpcAccess(Set.of("https://panel.example.org"), Set.of("Proxy.example.org")));
        String preflight = send("OPTIONS", List.of("Origin: https://panel.example.org", "Access-Control-Request-Method: POST"), "");
        assertThat(preflight).startsWith("HTTP/1.1 204");
        assertThat(preflight.toLowerCase(Locale.ROOT))
                .contains("access-control-allow-origin: https://panel.example.org", "access-control-allow-headers: content-type");
        String reply = post("Host: proxy.example.org:8888", "Origin: https://panel.example.org", JSON);
        assertThat(reply).startsWith("HTTP/1.1 200").containsIgnoringCase("Access-Control-Allow-Origin: https://panel.example.org");
        assertThat(status(post("Origin: https://panel.example.org", "Content-Type: text/plain"))).isEqualTo("415");
        assertThat(status(post("Origin: http://panel.example.org", JSON))).isEqualTo("403");
        assertThat(status(post("Origin: https://panel.example.org", "Origin: http://evil.example", JSON))).isEqualTo("403");
        assertThat(runs).hasValue(1);
    }

    @Test
    void shouldSayWhatNoOriginOrHostIs() {
        assertThatThrownBy(() -> new JsonRpcAccess(Set.of("panel.example.org"), Set.of())).hasMessageContaining("scheme://host");
        assertThatThrownBy(() -> new JsonRpcAccess(Set.of("http://a/path"), Set.of())).hasMessageContaining("scheme://host");
        assertThatThrownBy(() -> new JsonRpcAccess(Set.of(), Set.of("a:80"))).hasMessageContaining("without port");
    }

    @Test
    void shouldLimitWhatIsSentAndHowMuchAtATime() throws Exception {
        assertThat(status(send("POST", List.of(JSON, "Content-Length: 65537"), " ".repeat(65_537)))).isEqualTo("413");
        server.close();
        Semaphore running = new Semaphore(0);
        CountDownLatch end = new CountDownLatch(1);
        Map<String, ManagementCommand> commands = Map.of("run", (_, result) -> {
            running.release();
            try {
                end.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            result.value("ran");
        });
        server = JsonRpcServer.open(ManagementBench.ANY_PORT, "/mi", commands, JsonRpcStyle.OPENSIPS, JsonRpcAccess.NO_BROWSERS);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> replies = new ArrayList<>();
            try {
                for (int i = 0; i < PostServer.MAX_REQUESTS; i++) {
                    replies.add(callers.submit(() -> post(JSON)));
                }
                running.acquire(PostServer.MAX_REQUESTS);
                assertThat(status(post(JSON))).as("one too many").isEqualTo("503");
            } finally {
                end.countDown();
            }
            for (Future<String> reply : replies) {
                assertThat(status(reply.get())).isEqualTo("200");
            }
        }
    }
}
