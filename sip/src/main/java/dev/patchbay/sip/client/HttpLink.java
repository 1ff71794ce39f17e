package dev.patchbay.sip.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CompletionException;

/** A POST per command over kept-alive connections. */
final class HttpLink implements RelayLink {

    private final HttpClient http;
    private final URI uri;
    private final ClientOptions options;
    private final RelayProtocol protocol;
    private final Events events;

    HttpLink(HttpClient http, URI uri, ClientOptions options, RelayProtocol protocol, Events events) {
        this.http = http;
        this.uri = uri;
        this.options = options;
        this.protocol = protocol;
        this.events = events;
    }

    @Override
    public void send(String cookie, byte[] payload) {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(options.wholeTimeout())
                .header("Content-Type", protocol.contentType())
                .POST(HttpRequest.BodyPublishers.ofByteArray(new Envelope(cookie, payload).toBytes()))
                .build();
        var _ = http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray()).whenComplete((response, error) -> {
            if (error != null) {
                fail(cookie, error instanceof CompletionException wrapped && wrapped.getCause() != null ? wrapped.getCause() : error);
            } else if (response.statusCode() != 200) {
                events.onFailure(cookie, ExchangeFailure.UNREACHABLE, uri + " answered with status " + response.statusCode());
            } else {
                Envelope.open(response.body(), 0, response.body().length)
                        .ifPresentOrElse(reply -> events.onReply(reply.cookie(), reply.payload()), events::onStray);
            }
        });
    }

    private void fail(String cookie, Throwable error) {
        ExchangeFailure failure = error instanceof HttpTimeoutException ? ExchangeFailure.TIMEOUT : ExchangeFailure.UNREACHABLE;
        events.onFailure(cookie, failure, uri + ": " + error);
    }

    @Override
    public boolean isLossy() {
        return false;
    }

    /** Connections belong to the {@link HttpClient}. */
    @Override
    public void close() {}
}
