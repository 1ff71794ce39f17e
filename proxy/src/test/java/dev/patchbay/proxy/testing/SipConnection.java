package dev.patchbay.proxy.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** A phone on a connection, TCP or TLS: messages without bodies. Closes the connection. */
public final class SipConnection implements AutoCloseable {

    private static final int TIMEOUT_MS = 10_000;
    private static final String END = "\r\n\r\n";

    private final Socket socket;

    public SipConnection(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(TIMEOUT_MS);
    }

    /** Of this end. */
    public String address() {
        return socket.getLocalAddress().getHostAddress() + ":" + socket.getLocalPort();
    }

    /** @param text with any line ends */
    public void send(String text) throws IOException {
        socket.getOutputStream().write(SipText.crlf(text).getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** The next message. */
    public String receive() throws IOException {
        StringBuilder text = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (text.length() < END.length() || !text.substring(text.length() - END.length()).equals(END)) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed after: " + text);
            }
            text.append((char) next);
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
