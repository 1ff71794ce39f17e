package dev.patchbay.sip.management;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * HTTP for management: POST requests of limited length and number, each answered on a virtual thread. There are no passwords: listen on
 * loopback or behind something that has them. Web pages are kept out ({@link JsonRpcAccess}). Whoever opens this closes it.
 */
public final class PostServer implements AutoCloseable {

    /** Longer requests get status 413. */
    public static final int MAX_BODY_BYTES = 65_536;

    /** Requests at a time; further ones get status 503. */
    public static final int MAX_REQUESTS = 64;

    /** A request that is not there by then is given up, and its connection closed. */
    private static final Duration MAX_RECEIVING = Duration.ofSeconds(10);

    /** Makes a reply of a request's body. */
    @FunctionalInterface
    public interface Handler {
        Reply answer(byte[] body);
    }

    /** @param body may be empty; sent as UTF-8 */
    public record Reply(int status, String contentType, String body) {}

    private final HttpServer http;
    private final JsonRpcAccess access;
    private final Set<String> types;
    private final String usualType;
    private final Handler handler;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("management-timer").daemon().factory());
    private final Semaphore room = new Semaphore(MAX_REQUESTS);

    private PostServer(HttpServer http, String path, JsonRpcAccess access, List<String> types, Handler handler) {
        this.http = http;
        this.access = access;
        this.types = Set.copyOf(types);
        this.usualType = types.getFirst();
        this.handler = handler;
        http.createContext(path, this::handle);
        http.setExecutor(threads);
        http.start();
    }

    /**
     * @param path begins with a slash; what is below it is taken too
     * @param access which web pages may send requests
     * @param types of a body, the usual one first; none that pages may send without being allowed to
     * @throws IOException if the address cannot be bound
     */
    public static PostServer open(
            InetSocketAddress address, String path, JsonRpcAccess access, List<String> types, Handler handler) throws IOException {
        return new PostServer(HttpServer.create(address, MAX_REQUESTS), path, access, types, handler);
    }

    /** Where it listens; the port the system chose, if 0 was asked for. */
    public InetSocketAddress address() {
        return http.getAddress();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!room.tryAcquire()) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            try {
                answer(exchange);
            } finally {
                room.release();
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        Optional<JsonRpcAccess.Refusal> foreign = access.refuseSource(exchange.getRequestHeaders());
        if (foreign.isPresent()) {
            refuse(exchange, foreign.get());
            return;
        }
        allowPage(exchange);
        switch (exchange.getRequestMethod()) {
            case "POST" -> answerPost(exchange);
            // What a browser asks before it lets a page send such a body.
            case "OPTIONS" -> {
                exchange.getResponseHeaders().set("Allow", "POST");
                exchange.sendResponseHeaders(204, -1);
            }
            default -> {
                exchange.getResponseHeaders().set("Allow", "POST");
                exchange.sendResponseHeaders(405, -1);
            }
        }
    }

    /** Lets the page of an allowed origin send its request and see the reply. */
    private static void allowPage(HttpExchange exchange) {
        String origin = exchange.getRequestHeaders().getFirst("Origin");
        if (origin != null) {
            exchange.getResponseHeaders().set("Access-Control-Allow-Origin", origin);
            exchange.getResponseHeaders().set("Access-Control-Allow-Headers", "Content-Type");
            exchange.getResponseHeaders().set("Vary", "Origin");
        }
    }

    private static void refuse(HttpExchange exchange, JsonRpcAccess.Refusal refusal) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/plain");
        byte[] reason = (refusal.reason() + "\n").getBytes(UTF_8);
        exchange.sendResponseHeaders(refusal.status(), reason.length);
        exchange.getResponseBody().write(reason);
    }

    private void answerPost(HttpExchange exchange) throws IOException {
        Optional<JsonRpcAccess.Refusal> otherType = JsonRpcAccess.refuseBody(exchange.getRequestHeaders(), types, usualType);
        if (otherType.isPresent()) {
            refuse(exchange, otherType.get());
            return;
        }
        byte[] body = receive(exchange);
        if (body.length > MAX_BODY_BYTES) {
            exchange.sendResponseHeaders(413, -1);
            return;
        }
        Reply reply = handler.answer(body);
        exchange.getResponseHeaders().set("Content-Type", reply.contentType());
        byte[] bytes = reply.body().getBytes(UTF_8);
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        }
    }

    private byte[] receive(HttpExchange exchange) throws IOException {
        ScheduledFuture<?> limit = timer.schedule(exchange::close, MAX_RECEIVING.toMillis(), TimeUnit.MILLISECONDS);
        try (InputStream in = exchange.getRequestBody()) {
            return in.readNBytes(MAX_BODY_BYTES + 1);
        } finally {
            limit.cancel(false);
        }
    }

    /** Requests under way are cut off. */
    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
        timer.shutdownNow();
    }
}
