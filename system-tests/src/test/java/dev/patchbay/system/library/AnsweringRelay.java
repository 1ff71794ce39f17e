package dev.patchbay.system.library;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** As much of a relay as choosing one needs: it pongs, and takes every command; or it is silent. */
final class AnsweringRelay implements AutoCloseable {

    private final DatagramSocket socket;
    private volatile boolean isSilent;

    AnsweringRelay() throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofPlatform().daemon().name("answering-relay").start(this::run);
    }

    int port() {
        return socket.getLocalPort();
    }

    void setSilent(boolean silent) {
        isSilent = silent;
    }

    private void run() {
        byte[] buffer = new byte[65_536];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                String request = new String(buffer, 0, packet.getLength(), ISO_8859_1);
                if (!isSilent) {
                    String cookie = request.substring(0, request.indexOf(' '));
                    byte[] reply = (cookie + (request.contains("4:ping") ? " d6:result4:ponge" : " d6:result2:ok3:sdp5:v=0\r\ne")).getBytes(ISO_8859_1);
                    socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new AssertionError(e);
                }
            }
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
