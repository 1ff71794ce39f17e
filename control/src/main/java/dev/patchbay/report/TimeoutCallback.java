package dev.patchbay.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.call.EndedCall;
import dev.patchbay.log.CallScope;
import dev.patchbay.log.RelayLog;
import dev.patchbay.log.Subsystem;
import dev.patchbay.net.IpAddress;
import dev.patchbay.net.IpFamily;
import dev.patchbay.relay.XmlrpcFormat;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells a SIP server by XML-RPC over HTTP that a call timed out, so that it ends the dialog (option {@code b2b-url}). Each call has a
 * virtual thread that makes its requests one after another; callers never wait. Whoever made it closes it.
 */
public final class TimeoutCallback implements AutoCloseable {

    /** Calls whose callback is not finished; with more the newest are left out and counted. */
    public static final int MAX_PENDING = 4096;

    /** Requests that are under way at once: a server that comes back must not be run over. */
    static final int MAX_AT_ONCE = 32;

    static final int MAX_ATTEMPTS = 3;

    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(5);

    /** A server that refuses is most likely starting: at once it would refuse again. */
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

    private static final long MAX_REPLY_BYTES = 65_536;
    private static final String PLACEHOLDER = "%%";
    private static final RelayLog LOG = RelayLog.of(Subsystem.CORE);

    private final String url;
    private final XmlrpcFormat format;
    private final Duration attemptTimeout;
    private final Duration retryPause;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http;
    private final int maxPending;
    private final Semaphore pending;
    private final Semaphore underWay = new Semaphore(MAX_AT_ONCE);
    private final AtomicLong omitted = new AtomicLong();

    /**
     * @param url {@code %%} in it stands for the address of the call's SIP server
     * @throws IllegalArgumentException when it is not a URL for HTTP
     */
    public TimeoutCallback(String url, XmlrpcFormat format) {
        this(url, format, MAX_PENDING, ATTEMPT_TIMEOUT, RETRY_PAUSE);
    }

    /** With other limits, for tests. */
    TimeoutCallback(String url, XmlrpcFormat format, int maxPending, Duration attemptTimeout, Duration retryPause) {
        this.url = url;
        this.format = format;
        this.maxPending = maxPending;
        this.pending = new Semaphore(maxPending);
        this.attemptTimeout = attemptTimeout;
        this.retryPause = retryPause;
        for (IpFamily family : IpFamily.values()) {
            checkUrl(uri(IpAddress.unspecified(family)));
        }
        // HTTP/1.1: the client would else ask for HTTP/2 with headers that small XML-RPC servers do not know.
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(attemptTimeout)
                .executor(threads)
                .build();
    }

    private void checkUrl(URI uri) {
        boolean isHttp = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!isHttp || uri.getHost() == null) {
            throw new IllegalArgumentException("'" + url + "' is not a URL for HTTP");
        }
    }

    /** Returns at once. */
    public void onTimeout(EndedCall ended) {
        List<XmlrpcRequest> requests = XmlrpcRequest.teardown(format, ended.state());
        if (requests.isEmpty()) {
            return;
        }
        URI uri = uri(server(ended));
        if (!pending.tryAcquire()) {
            omitted.incrementAndGet();
            LOG.error("{} not told of the timeout: {} others have not been told yet", uri, maxPending);
            return;
        }
        String callId = ended.call().callId();
        try {
            threads.execute(() -> {
                try {
                    CallScope.run(callId, () -> tell(uri, requests));
                } finally {
                    pending.release();
                }
            });
        } catch (RejectedExecutionException e) {
            pending.release();
            LOG.warn("{} not told of the timeout: the relay is closing", uri);
        }
    }

    /** Callbacks left out because too many were pending. */
    public long omitted() {
        return omitted.get();
    }

    /** Key {@code xmlrpc-callback} of the call, or else whoever made the call. */
    private static IpAddress server(EndedCall ended) {
        Optional<String> given = ended.state().xmlrpcCallback();
        Optional<IpAddress> address = given.flatMap(IpAddress::parse);
        if (given.isPresent() && address.isEmpty()) {
            LOG.warn("xmlrpc-callback '{}' is not an IP address", given.get());
        }
        return address.orElse(ended.call().createdFrom().ip());
    }

    /** Waits until every callback taken over so far is made or given up; false when that takes longer. */
    boolean awaitIdle(Duration atMost) throws InterruptedException {
        boolean isIdle = pending.tryAcquire(maxPending, atMost.toNanos(), TimeUnit.NANOSECONDS);
        if (isIdle) {
            pending.release(maxPending);
        }
        return isIdle;
    }

    URI uri(IpAddress server) {
        int pathStart = url.indexOf('/', url.indexOf("//") + 2);
        boolean isInPath = pathStart >= 0 && url.indexOf(PLACEHOLDER) > pathStart;
        String host = server.family() == IpFamily.IPV6 && !isInPath ? "[" + server + "]" : server.toString();
        // rtpengine: the first one only.
        return URI.create(url.replaceFirst(Pattern.quote(PLACEHOLDER), Matcher.quoteReplacement(host)));
    }

    private void tell(URI uri, List<XmlrpcRequest> requests) {
        LOG.info("Telling {} by XML-RPC that the call timed out", uri);
        try {
            for (XmlrpcRequest request : requests) {
                tell(uri, request);
            }
        } catch (InterruptedException e) {
            LOG.warn("Stopped before {} was told of the timeout", uri);
        }
    }

    private void tell(URI uri, XmlrpcRequest request) throws InterruptedException {
        HttpRequest post = HttpRequest.newBuilder(uri)
                .header("Content-Type", "text/xml")
                .POST(HttpRequest.BodyPublishers.ofString(request.toXml(), UTF_8))
                .build();
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            Optional<String> failure = attempt(post);
            if (failure.isEmpty()) {
                return;
            }
            LOG.warn("XML-RPC '{}' to {} failed ({} of {}): {}", request.method(), uri, attempt, MAX_ATTEMPTS, failure.get());
            if (attempt < MAX_ATTEMPTS) {
                Thread.sleep(retryPause);
            }
        }
        LOG.error("{} does not know that the call timed out", uri);
    }

    private Optional<String> attempt(HttpRequest post) throws InterruptedException {
        underWay.acquire();
        CompletableFuture<HttpResponse<String>> reply = new CompletableFuture<>();
        try {
            reply = http.sendAsync(post, BodyHandlers.limiting(BodyHandlers.ofString(UTF_8), MAX_REPLY_BYTES));
            HttpResponse<String> received = reply.get(attemptTimeout.toNanos(), TimeUnit.NANOSECONDS);
            return XmlrpcReply.failure(received.statusCode(), received.body());
        } catch (TimeoutException e) {
            return Optional.of("no reply within " + attemptTimeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            return Optional.of(e.getCause() instanceof ConnectException ? "cannot connect" : String.valueOf(e.getCause()));
        } finally {
            reply.cancel(true);
            underWay.release();
        }
    }

    /** Stops at once; callbacks not yet made are lost. Idempotent. */
    @Override
    public void close() {
        http.shutdownNow();
        threads.shutdownNow();
    }
}
