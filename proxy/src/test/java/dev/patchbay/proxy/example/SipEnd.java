package dev.patchbay.proxy.example;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One end of SIP over UDP: text out, text in. Repetitions and 100 are left out. */
final class SipEnd implements AutoCloseable {

    private static final int PATIENCE_MS = 10_000;

    private final DatagramSocket socket;
    private final InetSocketAddress proxy;
    private final Set<String> seen = new HashSet<>();

    SipEnd(InetSocketAddress proxy) throws IOException {
        this.proxy = proxy;
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        socket.setSoTimeout(PATIENCE_MS);
    }

    int port() {
        return socket.getLocalPort();
    }

    String uri(String user) {
        return "sip:" + user + "@127.0.0.1:" + port();
    }

    /** @param text lines end as the source has it */
    void send(String text) throws IOException {
        byte[] bytes = text.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length, proxy));
    }

    /** The next message that is new. */
    String receive(String what) throws IOException {
        byte[] buffer = new byte[65_536];
        while (true) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException e) {
                throw new AssertionError("no " + what + " within " + PATIENCE_MS + " ms", e);
            }
            String text = new String(buffer, 0, packet.getLength(), UTF_8);
            if (!text.startsWith("SIP/2.0 100") && seen.add(text)) {
                if (!text.startsWith(what)) {
                    throw new AssertionError("instead of " + what + ":\n" + text);
                }
                return text;
            }
        }
    }

    /** Values of all headers of a name, each list item by itself. */
    static List<String> headers(String message, String name) {
        List<String> values = new ArrayList<>();
        for (String line : message.split("\r\n\r\n", 2)[0].split("\r\n")) {
            if (line.toLowerCase(java.util.Locale.ROOT).startsWith(name.toLowerCase(java.util.Locale.ROOT) + ":")) {
                String value = line.substring(name.length() + 1).strip();
                values.addAll(name.endsWith("oute") ? List.of(value.split(",")) : List.of(value));
            }
        }
        return values;
    }

    static String header(String message, String name) {
        List<String> all = headers(message, name);
        return all.isEmpty() ? "" : all.getFirst();
    }

    static String body(String message) {
        return message.split("\r\n\r\n", 2)[1];
    }

    @Override
    public void close() {
        socket.close();
    }
}
