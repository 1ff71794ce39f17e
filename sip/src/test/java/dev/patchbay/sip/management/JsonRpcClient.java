package dev.patchbay.sip.management;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Sends what clients of the servers send. */
final class JsonRpcClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI uri;

    JsonRpcClient(InetSocketAddress address, String path) {
        uri = URI.create("http://127.0.0.1:" + address.getPort() + path);
    }

    /** @return the body, with its status before it if that is not 200 */
    String call(String method, String params) throws Exception {
        return post("{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\"" + (params.isEmpty() ? "" : ",\"params\":" + params)
                + ",\"id\":1}");
    }

    String post(String body) throws Exception {
        return send(HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.ISO_8859_1)));
    }

    String send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response = http.send(
                request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        return response.statusCode() == 200 ? response.body() : response.statusCode() + " " + response.body();
    }

    HttpRequest.Builder request() {
        return HttpRequest.newBuilder(uri);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
