package dev.patchbay.sip.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;

/** A TCP connection with messages one behind the other; replies may come in any order. */
final class TcpLink extends QueuedLink {

    /** A reply that grows beyond this breaks the connection. */
    static final int MAX_MESSAGE = 1 << 24;

    private static final int FIRST_BUFFER = 1 << 14;

    private final InetSocketAddress relay;
    private final ClientOptions options;
    private final RelayProtocol protocol;

    TcpLink(InetSocketAddress relay, ClientOptions options, RelayProtocol protocol, Events events) {
        super(options, relay.toString(), events);
        this.relay = relay;
        this.options = options;
        this.protocol = protocol;
        start();
    }

    @Override
    Connection connect() throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            if (options.trafficClass().isPresent()) {
                socket.setTrafficClass(options.trafficClass().getAsInt());
            }
            if (options.localAddress().isPresent()) {
                socket.bind(new InetSocketAddress(options.localAddress().get(), 0));
            }
            socket.connect(relay, Math.toIntExact(options.wholeTimeout().toMillis()));
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        Thread.ofVirtual().name("relay-reader " + relay).start(() -> read(socket));
        return new SocketConnection(socket);
    }

    private void read(Socket socket) {
        byte[] buffer = new byte[FIRST_BUFFER];
        int filled = 0;
        try (socket) {
            InputStream input = socket.getInputStream();
            while (true) {
                if (filled == buffer.length) {
                    if (filled >= MAX_MESSAGE) {
                        throw new UnreadableReplyException("a reply of more than " + MAX_MESSAGE + " bytes");
                    }
                    buffer = Arrays.copyOf(buffer, filled * 2);
                }
                int count = input.read(buffer, filled, buffer.length - filled);
                if (count < 0) {
                    throw new IOException("the relay closed the connection");
                }
                filled += count;
                int start = 0;
                int length = protocol.messageLength(buffer, start, filled);
                while (length > 0) {
                    onMessage(buffer, start, length);
                    start += length;
                    length = protocol.messageLength(buffer, start, filled - start);
                }
                System.arraycopy(buffer, start, buffer, 0, filled - start);
                filled -= start;
            }
        } catch (IOException e) {
            onClosed(e);
        }
    }

    private record SocketConnection(Socket socket) implements Connection {
        @Override
        public void write(byte[] message) throws IOException {
            socket.getOutputStream().write(message);
        }

        @Override
        public boolean isOpen() {
            return !socket.isClosed();
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
