package dev.patchbay.sip.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A WebSocket with one message per WebSocket message, both ways (subprotocol {@link RelayProtocol#webSocketProtocol}). */
final class WebSocketLink extends QueuedLink {

    private final HttpClient http;
    private final URI uri;
    private final ClientOptions options;
    private final RelayProtocol protocol;

    WebSocketLink(HttpClient http, URI uri, ClientOptions options, RelayProtocol protocol, Events events) {
        super(options, uri.toString(), events);
        this.http = http;
        this.uri = uri;
        this.options = options;
        this.protocol = protocol;
        start();
    }

    @Override
    Connection connect() throws IOException {
        try {
            WebSocket socket = http.newWebSocketBuilder()
                    .subprotocols(protocol.webSocketProtocol())
                    .connectTimeout(options.wholeTimeout())
                    .buildAsync(uri, new Incoming())
                    .join();
            return new SocketConnection(socket);
        } catch (CompletionException e) {
            throw new IOException("no WebSocket to " + uri + ": " + e.getCause(), e);
        }
    }

    /** One per connection; the WebSocket calls it from one thread at a time. */
    private final class Incoming implements WebSocket.Listener {

        private final ByteArrayOutputStream partial = new ByteArrayOutputStream();

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer bytes, boolean isLast) {
            byte[] part = new byte[bytes.remaining()];
            bytes.get(part);
            take(socket, part, isLast);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean isLast) {
            take(socket, text.toString().getBytes(StandardCharsets.UTF_8), isLast);
            return null;
        }

        private void take(WebSocket socket, byte[] part, boolean isLast) {
            partial.writeBytes(part);
            if (partial.size() > TcpLink.MAX_MESSAGE) {
                socket.abort();
                onClosed(new UnreadableReplyException("a reply of more than " + TcpLink.MAX_MESSAGE + " bytes"));
                return;
            }
            if (isLast) {
                byte[] message = partial.toByteArray();
                partial.reset();
                onMessage(message, 0, message.length);
            }
            socket.request(1);
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            onClosed(new IOException("the relay closed the WebSocket: " + code + " " + reason));
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            onClosed(new IOException("WebSocket: " + error, error));
        }
    }

    private record SocketConnection(WebSocket socket) implements Connection {
        @Override
        public void write(byte[] message) throws IOException {
            try {
                // Not interruptible on purpose: a WebSocket takes one message at a time.
                var _ = socket.sendBinary(ByteBuffer.wrap(message), true).join();
            } catch (CompletionException e) {
                throw new IOException("WebSocket: " + e.getCause(), e);
            }
        }

        @Override
        public boolean isOpen() {
            return !socket.isOutputClosed() && !socket.isInputClosed();
        }

        @Override
        public void close() {
            socket.abort();
        }
    }
}
