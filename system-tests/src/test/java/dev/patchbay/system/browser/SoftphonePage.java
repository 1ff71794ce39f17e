package dev.patchbay.system.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.patchbay.golden.GoldenJson;
import dev.patchbay.system.net.ChildProcess;
import dev.patchbay.system.net.NetNamespace;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The page of {@code examples/browser} in Chromium, used as a person would: fields filled, buttons pressed, its status read. */
final class SoftphonePage implements AutoCloseable {

    private static final long TIMEOUT_S = 150;
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final String JSSIP = "<script src=\"jssip.js\">";
    private static final String PERSON = "<script src=\"person.js\"></script>";

    private final String page;
    private final Path folder;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<String> actions = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
    private final ChildProcess browser;

    /** Starts a browser on a host, and there a web server for the page. */
    static SoftphonePage open(NetNamespace host, String... flags) throws IOException, InterruptedException {
        return new SoftphonePage(Files.readString(BrowserExample.build().resolve("phone.html")), host, flags);
    }

    /** With another page around the script of JsSIP. */
    static SoftphonePage openLines(String lines, NetNamespace host) throws IOException, InterruptedException {
        return new SoftphonePage(
                "<p id=\"status\"></p><audio id=\"speaker\" autoplay></audio>" + JSSIP + "</script><script>" + lines + "</script>", host);
    }

    private SoftphonePage(String page, NetNamespace host, String... flags) throws IOException, InterruptedException {
        this.page = page.replace(JSSIP, PERSON + JSSIP);
        folder = BrowserExample.build();
        server = host.call(() -> HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
        browser = Chromium.start(host, "http://localhost:" + server.getAddress().getPort() + "/phone.html", flags);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        switch (exchange.getRequestURI().getPath()) {
            case "/phone.html" -> reply(exchange, "text/html", page);
            case "/jssip.js" -> reply(exchange, "text/javascript", Files.readString(folder.resolve("jssip.js")));
            case "/person.js" -> {
                try (InputStream person = SoftphonePage.class.getResourceAsStream("/browser/person.js")) {
                    reply(exchange, "text/javascript", new String(person.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            case "/next" -> reply(exchange, "text/plain", next());
            case "/report" -> {
                reply(exchange, "text/plain", "");
                done.add(body);
            }
            case "/failed" -> {
                reply(exchange, "text/plain", "");
                done.add("failed: " + body);
            }
            default -> exchange.sendResponseHeaders(404, -1);
        }
    }

    private static void reply(HttpExchange exchange, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String next() {
        try {
            String action = actions.poll(TIMEOUT_S, TimeUnit.SECONDS);
            return action == null ? "end" : action;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "end";
        }
    }

    /** Writes into a field, by its id. */
    void fill(String field, String text) throws InterruptedException {
        act("fill " + field + " " + text);
    }

    /** Presses a button, by its id. */
    void press(String button) throws InterruptedException {
        act("press " + button);
    }

    /** What is on the page, and how its newest connection does. */
    Map<String, Object> report() throws InterruptedException {
        return GoldenJson.parseObject(act("look"));
    }

    void awaitStatus(String text) {
        Awaitility.await("the page says '" + text + "'").atMost(PATIENCE).pollInterval(Duration.ofMillis(200))
                .until(() -> report().get("status"), text::equals);
    }

    void awaitTone(int hz) {
        Awaitility.await("the browser hears " + hz + " Hz").atMost(PATIENCE).pollInterval(Duration.ofMillis(300)).untilAsserted(() -> {
            Map<String, Object> report = report();
            assertThat(report.get("peakHz")).as("%s", report).isInstanceOfSatisfying(
                    Number.class, peak -> assertThat(peak.intValue()).isBetween(hz - 20, hz + 20));
        });
    }

    private String act(String action) throws InterruptedException {
        actions.add(action);
        String outcome = done.poll(TIMEOUT_S, TimeUnit.SECONDS);
        if (outcome == null || outcome.startsWith("failed")) {
            throw new AssertionError("the page at '" + action + "': " + (outcome == null ? "nothing came" : outcome) + "\n" + browser.output());
        }
        return outcome;
    }

    @Override
    public void close() {
        actions.add("end");
        browser.close();
        server.stop(0);
        threads.shutdownNow();
    }
}
