package dev.patchbay.system.relay;

import dev.patchbay.golden.GoldenJson;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Sends ng requests (JSON form) by UDP and waits for the reply. One thread. Close it to free the socket. */
public final class NgClient implements AutoCloseable {
    private static final int REPLY_TIMEOUT_MS = 5_000;
    private static final int MAX_REPLY_BYTES = 65_535;

    private final DatagramSocket socket;
    private final String cookiePrefix = Long.toHexString(System.nanoTime());
    private int sequence;

    /** Takes over the socket. */
    public NgClient(DatagramSocket socket, InetSocketAddress relay) throws IOException {
        this.socket = socket;
        socket.connect(relay);
    }

    public Map<String, Object> request(Map<String, Object> keys) throws IOException {
        return GoldenJson.parseObject(payload(GoldenJson.print(keys)));
    }

    /** Sends any payload and returns what stands after the cookie in the reply. */
    public String payload(String payload) throws IOException {
        return exchange(payload, REPLY_TIMEOUT_MS);
    }

    /** Whether a ping is answered; used while the relay starts, when the port may still be closed. */
    boolean isAnswering(int timeoutMs) throws IOException {
        try {
            exchange("{\"command\": \"ping\"}", timeoutMs);
            return true;
        } catch (SocketTimeoutException notYet) {
            return false;
        } catch (PortUnreachableException closed) {
            pause(timeoutMs);
            return false;
        }
    }

    private String exchange(String payload, int timeoutMs) throws IOException {
        String cookie = cookiePrefix + "_" + sequence++;
        byte[] bytes = (cookie + " " + payload).getBytes(StandardCharsets.UTF_8);
        socket.setSoTimeout(timeoutMs);
        socket.send(new DatagramPacket(bytes, bytes.length));
        DatagramPacket packet = new DatagramPacket(new byte[MAX_REPLY_BYTES], MAX_REPLY_BYTES);
        while (true) {
            socket.receive(packet);
            String reply = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
            if (reply.startsWith(cookie + " ")) {
                return reply.substring(cookie.length() + 1);
            }
        }
    }

    /** A closed port answers at once: ask it no more often than a silent one. */
    private static void pause(int timeoutMs) {
        try {
            TimeUnit.MILLISECONDS.sleep(timeoutMs / 4);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
