package dev.patchbay.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.patchbay.call.EndedCall;
import dev.patchbay.call.Termination;
import dev.patchbay.net.IpAddress;
import dev.patchbay.relay.XmlrpcFormat;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TimeoutCallbackTest {

    private static final String IP = "127.0.0.1";
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(1);
    private static final String OK = "<methodResponse><params/></methodResponse>";

    private record Canned(int status, String body) {}

    private record Received(String method, String path, String contentType, String host, String body) {}

    private final SimRelay relay = new SimRelay();
    private final ExecutorService serverThreads = Executors.newVirtualThreadPerTaskExecutor();
    private final Deque<Canned> replies = new ConcurrentLinkedDeque<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final CountDownLatch hang = new CountDownLatch(1);
    private HttpServer server;
    private volatile boolean isHanging;

    @BeforeEach
    void startServer() throws IOException {
        server = serverOn(IP);
    }

    private HttpServer serverOn(String ip) throws IOException {
        HttpServer made = HttpServer.create(new InetSocketAddress(ip, 0), 0);
        made.createContext("/", this::answer);
        made.setExecutor(serverThreads);
        made.start();
        return made;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        received.add(new Received(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                exchange.getRequestHeaders().getFirst("Content-Type"),
                exchange.getRequestHeaders().getFirst("Host"),
                body));
        if (isHanging) {
            try {
                hang.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        Canned reply = replies.isEmpty() ? new Canned(200, OK) : replies.removeFirst();
        byte[] bytes = reply.body().getBytes(UTF_8);
        exchange.sendResponseHeaders(reply.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @AfterEach
    void stop() {
        hang.countDown();
        server.stop(0);
        serverThreads.shutdownNow();
        relay.close();
    }

    private TimeoutCallback callback(XmlrpcFormat format) {
        return new TimeoutCallback("http://%%:" + server.getAddress().getPort() + "/RPC2", format, 8, LONG, SHORT);
    }

    private EndedCall timedOut(String callId, String... more) {
        relay.offer(callId, "a", SimRelay.sdp(IP, 5000), more);
        relay.answer(callId, "a", "b", SimRelay.sdp(IP, 6000));
        return new EndedCall(relay.call(callId), relay.call(callId).state(), Termination.TIMEOUT, relay.epochUs());
    }

    @Test
    void shouldPostToTheClientOfTheCall() throws Exception {
        try (TimeoutCallback callback = callback(XmlrpcFormat.KAMAILIO)) {
            EndedCall ended = timedOut("one");
            callback.onTimeout(ended);
            assertThat(callback.awaitIdle(LONG)).isTrue();
            assertThat(received)
                    .containsExactly(new Received(
                            "POST",
                            "/RPC2",
                            "text/xml",
                            IP + ":" + server.getAddress().getPort(),
                            XmlrpcRequest.teardown(XmlrpcFormat.KAMAILIO, ended.state()).getFirst().toXml()));
        }
    }

    @Test
    void shouldMakeTheRequestsOfACallOneAfterAnother() throws Exception {
        try (TimeoutCallback callback = callback(XmlrpcFormat.SEMS_DI)) {
            callback.onTimeout(timedOut("one"));
            assertThat(callback.awaitIdle(LONG)).isTrue();
            assertThat(received).hasSize(2);
            assertThat(received.get(0).body()).contains("<string>a</string>");
            assertThat(received.get(1).body()).contains("<string>b</string>");
        }
    }

    @Test
    void shouldCallWhereTheCallSays() throws Exception {
        HttpServer other = serverOn("127.0.0.2");
        try (TimeoutCallback callback = new TimeoutCallback(
                "http://%%:" + other.getAddress().getPort() + "/", XmlrpcFormat.CALL_ID, 8, LONG, SHORT)) {
            callback.onTimeout(timedOut("one", "xmlrpc-callback", "127.0.0.2"));
            assertThat(callback.awaitIdle(LONG)).isTrue();
            assertThat(received).extracting(Received::host).containsExactly("127.0.0.2:" + other.getAddress().getPort());
        } finally {
            other.stop(0);
        }
    }

    @Test
    void shouldCallTheClientWhenTheCallNamesNoAddress() throws Exception {
        try (TimeoutCallback callback = callback(XmlrpcFormat.CALL_ID)) {
            callback.onTimeout(timedOut("one", "xmlrpc-callback", "not.an.address.invalid"));
            assertThat(callback.awaitIdle(LONG)).isTrue();
            assertThat(received).hasSize(1);
        }
    }

    @Test
    void shouldTryAgainUntilItSucceeds() throws Exception {
        replies.add(new Canned(500, "down"));
        replies.add(new Canned(200, XmlrpcReplyTest.fault("busy")));
        try (TimeoutCallback callback = callback(XmlrpcFormat.CALL_ID)) {
            callback.onTimeout(timedOut("one"));
            assertThat(callback.awaitIdle(LONG)).isTrue();
            assertThat(received).hasSize(3);
        }
    }

    @Test
    void shouldGiveUpAfterThreeAttempts() throws Exception {
        for (int i = 0; i < 9; i++) {
            replies.add(new Canned(200, XmlrpcReplyTest.fault("busy")));
        }
        try (TimeoutCallback callback = callback(XmlrpcFormat.CALL_ID)) {
            callback.onTimeout(timedOut("one"));
            assertThat(callback.awaitIdle(LONG)).isTrue();
            assertThat(received).hasSize(TimeoutCallback.MAX_ATTEMPTS);
        }
    }

    @Test
    void shouldBeContentWhenTheDialogIsGone() throws Exception {
        replies.add(new Canned(200, XmlrpcReplyTest.fault("Dialog not found")));
        try (TimeoutCallback callback = callback(XmlrpcFormat.CALL_ID)) {
            callback.onTimeout(timedOut("one"));
            assertThat(callback.awaitIdle(LONG)).isTrue();
            assertThat(received).hasSize(1);
        }
    }

    @Test
    void shouldNotReadRepliesWithoutEnd() throws Exception {
        for (int i = 0; i < 3; i++) {
            replies.add(new Canned(200, OK + " ".repeat(100_000)));
        }
        try (TimeoutCallback callback = callback(XmlrpcFormat.CALL_ID)) {
            callback.onTimeout(timedOut("one"));
            assertThat(callback.awaitIdle(LONG)).isTrue();
            assertThat(received).hasSize(3);
        }
    }

    @Test
    void shouldNotWaitForAServerThatHangs() throws Exception {
        isHanging = true;
        String url = "http://%%:" + server.getAddress().getPort() + "/";
        try (TimeoutCallback callback =
                new TimeoutCallback(url, XmlrpcFormat.CALL_ID, 8, Duration.ofMillis(300), SHORT)) {
            callback.onTimeout(timedOut("one"));
            assertThat(callback.awaitIdle(LONG)).isTrue();
            assertThat(hang.getCount()).isEqualTo(1);
        }
    }

    @Test
    void shouldNotWaitForAServerThatIsNotThere() throws Exception {
        server.stop(0);
        try (TimeoutCallback callback = callback(XmlrpcFormat.CALL_ID)) {
            callback.onTimeout(timedOut("one"));
            assertThat(callback.awaitIdle(LONG)).isTrue();
            assertThat(received).isEmpty();
        }
    }

    @Test
    void shouldLeaveOutWhatIsTooMuch() throws Exception {
        isHanging = true;
        String url = "http://%%:" + server.getAddress().getPort() + "/";
        try (TimeoutCallback callback = new TimeoutCallback(url, XmlrpcFormat.CALL_ID, 2, LONG, SHORT)) {
            callback.onTimeout(timedOut("one"));
            callback.onTimeout(timedOut("two"));
            callback.onTimeout(timedOut("three"));
            assertThat(callback.omitted()).isEqualTo(1);
            hang.countDown();
            assertThat(callback.awaitIdle(LONG)).isTrue();
            assertThat(received).hasSize(2);
            callback.onTimeout(timedOut("four"));
            assertThat(callback.awaitIdle(LONG)).isTrue();
            assertThat(received).hasSize(3);
        }
    }

    @Test
    void shouldEndAtOnceWhenClosedWhileAServerHangs() throws Exception {
        isHanging = true;
        TimeoutCallback callback = callback(XmlrpcFormat.CALL_ID);
        callback.onTimeout(timedOut("one"));
        callback.close();
        callback.close();
        assertThat(callback.awaitIdle(LONG)).isTrue();
        callback.onTimeout(timedOut("two"));
        assertThat(callback.awaitIdle(LONG)).isTrue();
        assertThat(hang.getCount()).isEqualTo(1);
    }

    @Test
    void shouldPutTheAddressIntoTheUrl() {
        try (TimeoutCallback callback = new TimeoutCallback("http://%%:8080/RPC2", XmlrpcFormat.CALL_ID)) {
            assertThat(callback.uri(IpAddress.literal("192.0.2.1"))).hasToString("http://192.0.2.1:8080/RPC2");
            assertThat(callback.uri(IpAddress.literal("2001:db8::1"))).hasToString("http://[2001:db8::1]:8080/RPC2");
        }
        try (TimeoutCallback callback = new TimeoutCallback("http://sems:8090/%%", XmlrpcFormat.CALL_ID)) {
            assertThat(callback.uri(IpAddress.literal("2001:db8::1"))).hasToString("http://sems:8090/2001:db8::1");
        }
    }

    @Test
    void shouldRefuseWhatIsNoUrl() {
        for (String url : List.of("", "sems", "ftp://%%/", "http://", "http:///RPC2", "http://a b/")) {
            assertThatIllegalArgumentException().isThrownBy(() -> new TimeoutCallback(url, XmlrpcFormat.CALL_ID));
        }
    }
}
