package dev.patchbay.sip.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** A relay behind {@code wss}: WebSocket (RFC 6455) over TLS, one request per message; pongs, and otherwise says {@code ok}. */
final class SecureWebSocketRelay implements AutoCloseable {

    private static final Pattern KEY = Pattern.compile("(?i)sec-websocket-key: *([^\r]+)");
    private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int CLOSE = 8;

    private final SSLServerSocket server;
    private final AtomicInteger connections = new AtomicInteger();

    SecureWebSocketRelay(SSLContext tls) throws IOException {
        server = (SSLServerSocket) tls.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("secure-relay").start(this::accept);
    }

    String url() {
        return "wss://127.0.0.1:" + server.getLocalPort() + "/";
    }

    /** Those that got as far as WebSocket. */
    int connectionCount() {
        return connections.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                // Closed: the test is over.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            upgrade(in, out);
            connections.incrementAndGet();
            while (true) {
                int opcode = in.readUnsignedByte() & 15;
                byte[] payload = payload(in);
                if (opcode == CLOSE) {
                    return;
                }
                String request = new String(payload, ISO_8859_1);
                String cookie = request.substring(0, request.indexOf(' '));
                send(out, cookie + (request.contains("4:ping") ? " d6:result4:ponge" : " d6:result2:oke"));
            }
        } catch (IOException _) {
            // The client went away, or did not believe the certificate.
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static void upgrade(DataInputStream in, OutputStream out) throws IOException, GeneralSecurityException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            head.write(in.readByte());
        }
        Matcher key = KEY.matcher(head.toString(ISO_8859_1));
        if (!key.find()) {
            throw new IOException("no WebSocket was asked for");
        }
        byte[] digest = MessageDigest.getInstance("SHA-1").digest((key.group(1) + ACCEPT_SUFFIX).getBytes(ISO_8859_1));
        out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                        + Base64.getEncoder().encodeToString(digest) + "\r\nSec-WebSocket-Protocol: ng.rtpengine.com\r\n\r\n")
                .getBytes(ISO_8859_1));
    }

    /** Of a client's frame, which is always masked; these requests fit into one frame. */
    private static byte[] payload(DataInputStream in) throws IOException {
        int length = in.readUnsignedByte() & 127;
        if (length == 126) {
            length = in.readUnsignedShort();
        }
        byte[] mask = in.readNBytes(4);
        byte[] payload = in.readNBytes(length);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % 4];
        }
        return payload;
    }

    private static void send(OutputStream out, String text) throws IOException {
        byte[] payload = text.getBytes(ISO_8859_1);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        // A whole binary message; replies of this relay are short.
        frame.write(0x82);
        frame.write(payload.length);
        frame.writeBytes(payload);
        out.write(frame.toByteArray());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
