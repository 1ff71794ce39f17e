package dev.patchbay.sip.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;

/** A relay over UDP that answers every request with {@code ok} as fast as it can, or never reads at all. */
final class EchoRelay implements AutoCloseable {

    private static final byte[] OK = "d6:result2:oke".getBytes(StandardCharsets.ISO_8859_1);

    private final DatagramChannel channel;

    private EchoRelay() throws IOException {
        channel = DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    static EchoRelay answering() throws IOException {
        EchoRelay relay = new EchoRelay();
        Thread.ofPlatform().daemon().name("echo-relay").start(relay::run);
        return relay;
    }

    static EchoRelay blackHole() throws IOException {
        return new EchoRelay();
    }

    private void run() {
        ByteBuffer buffer = ByteBuffer.allocate(65_536);
        try {
            while (true) {
                buffer.clear();
                SocketAddress client = channel.receive(buffer);
                int cookie = 0;
                while (buffer.get(cookie) != ' ') {
                    cookie++;
                }
                buffer.position(cookie + 1).limit(buffer.capacity());
                buffer.put(OK).flip();
                channel.send(buffer, client);
            }
        } catch (ClosedChannelException _) {
            // The test is over.
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    String url() throws IOException {
        return "udp:127.0.0.1:" + ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
