package dev.patchbay.proxy.nat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.net.TransportAddress;
import dev.patchbay.proxy.ListenAddress;
import dev.patchbay.proxy.ProxyOptions;
import dev.patchbay.proxy.SipProxy;
import dev.patchbay.proxy.SipTransport;
import dev.patchbay.proxy.route.IncomingRequest;
import dev.patchbay.proxy.route.RoutingScript;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a running proxy does with keep-alives of clients (RFC 5626 sections 3.5.1 and 4.4.1), and with addresses in the Via. */
class NatOnTheWireTest {

    private static final int PATIENCE_MS = 10_000;
    private static final byte[] PING = "\r\n\r\n".getBytes(UTF_8);

    /** Answers everything. */
    public static final class Polite extends RoutingScript {
        @Override
        public void onRequest(IncomingRequest request) {
            request.reply(200);
        }
    }

    private static String options(String transport, int port, int number) {
        return """
                OPTIONS sip:127.0.0.1 SIP/2.0
                Via: SIP/2.0/%s 127.0.0.1:%d;rport;branch=z9hG4bK-%d
                Max-Forwards: 70
                From: <sip:a@127.0.0.1>;tag=a
                To: <sip:127.0.0.1>
                Call-ID: c%d
                CSeq: 1 OPTIONS
                Content-Length: 0

                """.formatted(transport, port, number, number).replace("\n", "\r\n");
    }

    private static InetSocketAddress free(SipTransport transport) throws IOException {
        if (transport == SipTransport.UDP) {
            try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
                return (InetSocketAddress) socket.getLocalSocketAddress();
            }
        }
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return (InetSocketAddress) socket.getLocalSocketAddress();
        }
    }

    private static SipProxy start(SipTransport transport, InetSocketAddress address) throws Exception {
        return SipProxy.start(
                ProxyOptions.of(List.of(new ListenAddress(transport, TransportAddress.of(address))), "", Polite::new));
    }

    private static String readUntil(InputStream in, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (!text.toString().endsWith(end)) {
            int octet = in.read();
            if (octet < 0) {
                throw new AssertionError("closed after '" + text + "'");
            }
            text.append((char) octet);
        }
        return text.toString();
    }

    @Test
    void pingOnAConnectionGetsAPong() throws Exception {
        InetSocketAddress address = free(SipTransport.TCP);
        try (SipProxy _ = start(SipTransport.TCP, address);
                Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(PATIENCE_MS);
            InputStream in = socket.getInputStream();
            for (int i = 0; i < 3; i++) {
                socket.getOutputStream().write(PING);
                assertThat(readUntil(in, "\r\n")).isEqualTo("\r\n");
                socket.getOutputStream().write(options("TCP", socket.getLocalPort(), i).getBytes(UTF_8));
                assertThat(readUntil(in, "\r\n\r\n")).startsWith("SIP/2.0 200");
            }
        }
    }

    @Test
    void emptyDatagramsAreNothing() throws Exception {
        InetSocketAddress address = free(SipTransport.UDP);
        try (SipProxy _ = start(SipTransport.UDP, address);
                DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(PATIENCE_MS);
            for (byte[] ping : List.of(PING, new byte[] {'\r', '\n'}, new byte[4], new byte[] {0}, new byte[0])) {
                socket.send(new DatagramPacket(ping, ping.length, address));
            }
            byte[] options = options("UDP", socket.getLocalPort(), 9).getBytes(UTF_8);
            socket.send(new DatagramPacket(options, options.length, address));
            DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
            socket.receive(packet);
            assertThat(new String(packet.getData(), 0, packet.getLength(), UTF_8)).startsWith("SIP/2.0 200");
        }
    }

    private static String answerTo(DatagramSocket socket, InetSocketAddress proxy, String via) throws IOException {
        byte[] options = options("UDP", socket.getLocalPort(), 9)
                .replaceFirst("Via: [^\r]*", "Via: SIP/2.0/UDP " + via + ";branch=z9hG4bK-" + via.hashCode())
                .getBytes(UTF_8);
        socket.send(new DatagramPacket(options, options.length, proxy));
        DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
        socket.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), UTF_8);
    }

    @Test
    void answersGoWhereTheRequestCameFromWhateverTheViaSays() throws Exception {
        InetSocketAddress address = free(SipTransport.UDP);
        try (SipProxy _ = start(SipTransport.UDP, address);
                DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            socket.setSoTimeout(PATIENCE_MS);
            int port = socket.getLocalPort();
            assertThat(answerTo(socket, address, "192.0.2.66:1;rport")).contains("received=127.0.0.1", "rport=" + port);
            assertThat(answerTo(socket, address, "192.0.2.66:" + port)).contains("received=127.0.0.1");
            assertThat(answerTo(socket, address, "127.0.0.1:" + port + ";received=192.0.2.66")).doesNotContain("192.0.2.66");
            assertThat(answerTo(socket, address, "127.0.0.1:" + port + ";received=192.0.2.66;rport")).contains("received=127.0.0.1");
        }
    }
}
