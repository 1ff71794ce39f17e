package dev.patchbay.sip.management;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * JSON-RPC 2.0 over HTTP, for management commands: what {@code opensips-cli} with {@code mi_http} sends, and clients of Kamailio's
 * {@code jsonrpcs}. There are no passwords, as there are none with those servers: listen on loopback or behind something that has them.
 * Web pages are kept out ({@link JsonRpcAccess}). Whoever opens this closes it.
 */
public final class JsonRpcServer implements AutoCloseable {

    /** Longer requests get status 413. */
    public static final int MAX_BODY_BYTES = 65_536;

    /** Requests at a time; further ones get status 503. */
    public static final int MAX_REQUESTS = 64;

    /** A request that is not there by then is given up, and its connection closed. */
    private static final Duration MAX_RECEIVING = Duration.ofSeconds(10);

    private final HttpServer http;
    private final JsonRpcDispatcher dispatcher;
    private final JsonRpcAccess access;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("management-timer").daemon().factory());
    private final Semaphore room = new Semaphore(MAX_REQUESTS);

    private JsonRpcServer(HttpServer http, String path, JsonRpcDispatcher dispatcher, JsonRpcAccess access) {
        this.http = http;
        this.dispatcher = dispatcher;
        this.access = access;
        http.createContext(path, this::handle);
        http.setExecutor(threads);
        http.start();
    }

    /**
     * OpenSIPS' MI at {@code /mi}, where {@code mi_http} has it.
     *
     * @throws IOException if the address cannot be bound
     */
    public static JsonRpcServer open(InetSocketAddress address, OpenSipsCommands commands) throws IOException {
        return open(address, "/mi", commands.byName(), JsonRpcStyle.OPENSIPS, JsonRpcAccess.NO_BROWSERS);
    }

    /**
     * Kamailio's RPCs at {@code /RPC}, where its documents put them.
     *
     * @throws IOException if the address cannot be bound
     */
    public static JsonRpcServer open(InetSocketAddress address, KamailioCommands commands) throws IOException {
        return open(address, "/RPC", commands.byName(), JsonRpcStyle.KAMAILIO, JsonRpcAccess.NO_BROWSERS);
    }

    /**
     * Any commands at any path: those of this package together with a host's own.
     *
     * @param path begins with a slash
     * @param access which web pages may send commands; {@link JsonRpcAccess#NO_BROWSERS} if none
     * @throws IOException if the address cannot be bound
     */
    public static JsonRpcServer open(
            InetSocketAddress address,
            String path,
            Map<String, ManagementCommand> commands,
            JsonRpcStyle style,
            JsonRpcAccess access)
            throws IOException {
        return new JsonRpcServer(
                HttpServer.create(address, MAX_REQUESTS), path, new JsonRpcDispatcher(commands, style), access);
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
            // What a browser asks before it lets a page send JSON.
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
        Optional<JsonRpcAccess.Refusal> noJson = JsonRpcAccess.refuseBody(exchange.getRequestHeaders());
        if (noJson.isPresent()) {
            refuse(exchange, noJson.get());
            return;
        }
        byte[] body = receive(exchange);
        if (body.length > MAX_BODY_BYTES) {
            exchange.sendResponseHeaders(413, -1);
            return;
        }
        JsonRpcReply reply = dispatcher.dispatch(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        byte[] bytes = reply.body().getBytes(UTF_8);
        exchange.sendResponseHeaders(reply.httpStatus(), bytes.length == 0 ? -1 : bytes.length);
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
