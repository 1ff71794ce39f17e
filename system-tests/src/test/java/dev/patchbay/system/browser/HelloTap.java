package dev.patchbay.system.browser;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * A point on the way between browser and relay that reads, and meddles with, the browser's first ClientHello. It passes everything else on
 * in both directions. One thread; the accessors may be called from any.
 */
final class HelloTap implements AutoCloseable {

    /** DTLS 1.3 in the extension supported_versions (RFC 9147, section 5.3). */
    static final int DTLS_13 = 0xfefc;

    /** What becomes of the parts of the first ClientHello. */
    enum Fate {
        PASSED,
        FIRST_LOST,
        SECOND_LOST,
        SWAPPED,
        DOUBLED
    }

    private static final int HANDSHAKE = 22;
    private static final int CLIENT_HELLO = 1;
    private static final int RECORD_HEADER = 13;
    private static final int MESSAGE_HEADER = 12;
    private static final int SUPPORTED_VERSIONS = 43;
    private static final int RANDOM_BYTES = 32;
    private static final int MAX_HELLO_BYTES = 8192;

    private final DatagramSocket socket;
    private final InetSocketAddress relay;
    private final Fate fate;
    private final byte[] hello = new byte[MAX_HELLO_BYTES];
    private int helloBytes;
    private int parts;
    private byte[] heldBack = new byte[0];
    private InetSocketAddress browser = new InetSocketAddress(0);
    private final Set<Integer> versions = new HashSet<>(); // guarded by this
    private int partsSeen; // guarded by this

    /** @param socket on the relay's host; the tap closes it */
    HelloTap(DatagramSocket socket, InetSocketAddress relay, Fate fate) {
        this.socket = socket;
        this.relay = relay;
        this.fate = fate;
        Thread.ofPlatform().daemon().name("hello-tap").start(this::run);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** The versions that the browser's first hello offers; empty before it was complete. */
    synchronized Set<Integer> offeredVersions() {
        return Set.copyOf(versions);
    }

    /** Datagrams that the browser's first hello came in. */
    synchronized int partsSeen() {
        return partsSeen;
    }

    private void run() {
        DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
        while (!socket.isClosed()) {
            try {
                packet.setLength(4096);
                socket.receive(packet);
                byte[] bytes = Arrays.copyOf(packet.getData(), packet.getLength());
                if (packet.getSocketAddress().equals(relay)) {
                    send(bytes, browser);
                } else {
                    browser = (InetSocketAddress) packet.getSocketAddress();
                    fromBrowser(bytes);
                }
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    private void send(byte[] bytes, InetSocketAddress target) throws IOException {
        socket.send(new DatagramPacket(bytes, bytes.length, target));
    }

    private void fromBrowser(byte[] bytes) throws IOException {
        boolean isFirstHello = offeredVersions().isEmpty() && isHello(bytes);
        if (!isFirstHello) {
            send(bytes, relay);
            return;
        }
        parts++;
        keep(bytes);
        switch (fate) {
            case PASSED -> send(bytes, relay);
            case FIRST_LOST -> sendUnless(parts == 1, bytes);
            case SECOND_LOST -> sendUnless(parts == 2, bytes);
            case SWAPPED -> {
                if (parts == 1) {
                    heldBack = bytes;
                } else {
                    send(bytes, relay);
                    send(heldBack, relay);
                }
            }
            case DOUBLED -> {
                send(bytes, relay);
                send(bytes, relay);
            }
        }
    }

    private void sendUnless(boolean isLost, byte[] bytes) throws IOException {
        if (!isLost) {
            send(bytes, relay);
        }
    }

    private static boolean isHello(byte[] bytes) {
        return bytes.length > RECORD_HEADER + MESSAGE_HEADER && bytes[0] == HANDSHAKE && bytes[RECORD_HEADER] == CLIENT_HELLO;
    }

    /** Puts a part (RFC 6347, section 4.2.2) in its place. */
    private void keep(byte[] bytes) {
        ByteBuffer part = ByteBuffer.wrap(bytes, RECORD_HEADER, bytes.length - RECORD_HEADER);
        int length = part.getInt() & 0xffffff;
        part.getShort();
        int offset = (part.getShort() & 0xffff) << 8 | (part.get() & 0xff);
        int partLength = (part.get() & 0xff) << 16 | (part.getShort() & 0xffff);
        part.get(hello, offset, partLength);
        helloBytes += partLength;
        if (helloBytes == length) {
            complete(ByteBuffer.wrap(hello, 0, length));
        }
    }

    /** Reads the extension supported_versions of a whole ClientHello (RFC 6347, section 4.2.1; RFC 8446, section 4.2.1). */
    private synchronized void complete(ByteBuffer message) {
        partsSeen = parts;
        versions.add(message.getShort() & 0xffff);
        skip(message, RANDOM_BYTES);
        skip(message, message.get() & 0xff);
        skip(message, message.get() & 0xff);
        skip(message, message.getShort() & 0xffff);
        skip(message, message.get() & 0xff);
        message.getShort();
        while (message.hasRemaining()) {
            int type = message.getShort() & 0xffff;
            int length = message.getShort() & 0xffff;
            int end = message.position() + length;
            if (type == SUPPORTED_VERSIONS) {
                message.get();
                while (message.position() < end) {
                    versions.add(message.getShort() & 0xffff);
                }
            }
            message.position(end);
        }
    }

    private static void skip(ByteBuffer message, int count) {
        message.position(message.position() + count);
    }

    @Override
    public void close() {
        socket.close();
    }
}
