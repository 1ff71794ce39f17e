package dev.patchbay.door;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.patchbay.net.TransportAddress;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Optional;

/** Sends datagrams to a door and waits a bounded time for replies. */
public final class UdpClient implements AutoCloseable {

    private static final int PATIENCE_MS = 30_000;

    private final DatagramSocket socket;

    public UdpClient(TransportAddress server) throws IOException {
        socket = new DatagramSocket();
        socket.connect(server.toInetSocketAddress());
    }

    public void send(byte[] datagram) throws IOException {
        socket.send(new DatagramPacket(datagram, datagram.length));
    }

    public void send(String octets) throws IOException {
        send(octets.getBytes(ISO_8859_1));
    }

    public Optional<String> receive() throws IOException {
        return receive(PATIENCE_MS);
    }

    public Optional<String> receive(int patienceMs) throws IOException {
        socket.setSoTimeout(patienceMs);
        DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
        try {
            socket.receive(packet);
        } catch (SocketTimeoutException _) {
            return Optional.empty();
        }
        return Optional.of(new String(Arrays.copyOf(packet.getData(), packet.getLength()), ISO_8859_1));
    }

    public String ask(String octets) throws IOException {
        send(octets);
        return receive().orElseThrow(() -> new IOException("no reply to " + octets));
    }

    @Override
    public void close() {
        socket.close();
    }
}
