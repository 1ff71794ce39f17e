package dev.patchbay.system.browser;

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
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Chromium with the page of the tests in it, and the web server that the page talks to. */
final class BrowserPage implements AutoCloseable {

    private static final long TIMEOUT_S = 90;

    /** The far side of the page's signalling. */
    interface Signalling {
        String answer(String offer) throws IOException;

        /** An SDP fragment with a candidate (RFC 8840), of an offer that was sent without. */
        void trickle(String fragment) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<String> actions = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
    private final Signalling signalling;
    private final ChildProcess browser;

    /** Starts a browser on a host, and the page's web server with it. */
    BrowserPage(NetNamespace host, Signalling signalling) throws IOException, InterruptedException {
        this.signalling = signalling;
        server = host.call(() -> HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
        browser = Chromium.start(host, "http://localhost:" + server.getAddress().getPort() + "/", "--allow-loopback-in-peer-connection");
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/")) {
            try (InputStream page = BrowserPage.class.getResourceAsStream("/browser/call.html")) {
                reply(exchange, "text/html", page.readAllBytes());
            }
        } else if (path.equals("/next")) {
            reply(exchange, "text/plain", next().getBytes(StandardCharsets.UTF_8));
        } else if (path.startsWith("/call/")) {
            String answer;
            try {
                answer = signalling.answer(body);
            } catch (IOException | RuntimeException e) {
                done.add("failed: " + e);
                throw e;
            }
            reply(exchange, "application/sdp", answer.getBytes(StandardCharsets.UTF_8));
            done.add("called");
        } else if (path.startsWith("/trickle/")) {
            signalling.trickle(body);
            reply(exchange, "text/plain", new byte[0]);
        } else if (path.startsWith("/report/")) {
            reply(exchange, "text/plain", new byte[0]);
            done.add(body);
        } else if (path.equals("/failed")) {
            reply(exchange, "text/plain", new byte[0]);
            done.add("failed: " + body);
        } else {
            exchange.sendResponseHeaders(404, -1);
        }
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

    private static void reply(HttpExchange exchange, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** Makes an offer, as the first one or again. */
    void negotiate(String step) throws InterruptedException {
        actions.add("negotiate " + step);
        await(step);
    }

    /** As {@link #negotiate}; candidates follow the offer one by one, and ICE begins anew if it is not the first. */
    void trickle(String step) throws InterruptedException {
        actions.add("trickle " + step);
        await(step);
    }

    /** One more audio section from the next offer on. */
    void addSection() {
        actions.add("add section");
    }

    /** Sets the direction of the next offer. */
    void setDirection(String direction) {
        actions.add("direction " + direction);
    }

    /** What the page knows of its connection now. */
    Map<String, Object> report(String step) throws InterruptedException {
        actions.add("report " + step);
        return GoldenJson.parseObject(await(step));
    }

    private String await(String step) throws InterruptedException {
        String outcome = done.poll(TIMEOUT_S, TimeUnit.SECONDS);
        if (outcome == null || outcome.startsWith("failed")) {
            throw new AssertionError("the page at '" + step + "': " + (outcome == null ? "nothing came" : outcome) + "\n" + browser.output());
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
