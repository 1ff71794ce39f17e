package dev.patchbay.sip.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A Unix stream socket: a connection per command, without cookie. */
final class UnixLink implements RelayLink {

    private static final int READ_BYTES = 1 << 14;

    private final UnixDomainSocketAddress relay;
    private final RelayProtocol protocol;
    private final Events events;
    private final Set<Thread> underWay = ConcurrentHashMap.newKeySet();

    UnixLink(UnixDomainSocketAddress relay, RelayProtocol protocol, Events events) {
        this.relay = relay;
        this.protocol = protocol;
        this.events = events;
    }

    @Override
    public void send(String cookie, byte[] payload) {
        Thread thread = Thread.ofVirtual().name("relay-unix " + cookie).unstarted(() -> exchange(cookie, payload));
        underWay.add(thread);
        thread.start();
    }

    private void exchange(String cookie, byte[] payload) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(relay);
            ByteBuffer request = ByteBuffer.wrap(payload);
            while (request.hasRemaining()) {
                channel.write(request);
            }
            ByteArrayOutputStream reply = new ByteArrayOutputStream();
            ByteBuffer part = ByteBuffer.allocate(READ_BYTES);
            while (protocol.messageLength(reply.toByteArray(), 0, reply.size()) == 0) {
                if (channel.read(part) < 0 || reply.size() > TcpLink.MAX_MESSAGE) {
                    throw new IOException("connection closed before the reply was complete");
                }
                reply.write(part.array(), 0, part.position());
                part.clear();
            }
            events.onReply(cookie, reply.toByteArray());
        } catch (IOException e) {
            events.onFailure(cookie, ExchangeFailure.UNREACHABLE, relay + ": " + e);
        } finally {
            underWay.remove(Thread.currentThread());
        }
    }

    @Override
    public boolean isLossy() {
        return false;
    }

    @Override
    public void close() {
        underWay.forEach(Thread::interrupt);
    }
}
