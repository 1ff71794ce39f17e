package dev.patchbay.relay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.bencode.BencodeReader;
import dev.patchbay.bencode.BencodeSyntaxException;
import dev.patchbay.bencode.BencodeWriter;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.ngvalue.NgDict;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The example of {@code docs/EMBEDDING.md}: a program starts a relay of its own and sets up one call through it. */
class RelayEmbeddingTest {

    private static final int TIMEOUT_MS = 5_000;
    private static final int ATTEMPT_MS = 100;
    private static final int MAX_ATTEMPTS = 50;
    private static final int PACKETS_EACH_WAY = 10;
    private static final int RTP_PACKET_BYTES = 172;
    private static final PortRange MEDIA_PORTS = new PortRange(43_000, 43_099);
    private static final Pattern AUDIO_PORT = Pattern.compile("m=audio (\\d+) ");

    @Test
    void shouldCarryOneCall() throws Exception {
        // begin of the example
        RelayOptions options = RelayOptions.onLoopback(0)                   // any free port for the ng protocol
                .withPorts(new PortRange(43_000, 43_099))                   // for media
                .withTimeouts(new TimeoutOptions(60, 3600, 3600, 0, 0));    // a delete takes effect at once
        try (Relay relay = Relay.start(options)) {
            Requests requests = new Requests(relay.ngAddress().orElseThrow());
            // end of the example
            try (DatagramSocket caller = phone();
                    DatagramSocket callee = phone()) {
                int towardsCallee = audioPort(requests.send(message("offer").put("sdp", sdp(caller))));
                int towardsCaller = audioPort(requests.send(
                        message("answer").put("to-tag", "callee").put("sdp", sdp(callee))));
                assertThat(relay.callCount()).isEqualTo(1);
                assertThat(towardsCallee).isBetween(MEDIA_PORTS.min(), MEDIA_PORTS.max()).isNotEqualTo(towardsCaller);

                int attempts = untilThrough(caller, towardsCaller, callee) + untilThrough(callee, towardsCallee, caller);
                for (int i = 0; i < PACKETS_EACH_WAY; i++) {
                    relay(rtp(1, i), caller, towardsCaller, callee, towardsCallee);
                    relay(rtp(2, i), callee, towardsCallee, caller, towardsCaller);
                }

                NgDict figures = rtpTotals(requests.send(message("query")));
                int packets = 2 * PACKETS_EACH_WAY + attempts;
                assertThat(figures.integer("packets")).hasValue(packets);
                assertThat(figures.integer("bytes")).hasValue((long) packets * RTP_PACKET_BYTES);
                assertThat(figures.integer("errors")).hasValue(0);

                NgDict last = requests.send(message("delete"));
                assertThat(rtpTotals(last).integer("packets")).hasValue(packets);
                assertThat(relay.callCount()).isZero();
            }
        }
    }

    @Test
    void shouldFreeItsPortsWhenClosed() throws Exception {
        Relay relay = Relay.start(RelayOptions.onLoopback(0).withPorts(MEDIA_PORTS));
        int ngPort;
        int mediaPort;
        try (DatagramSocket caller = phone()) {
            TransportAddress ng = relay.ngAddress().orElseThrow();
            ngPort = ng.port();
            mediaPort = audioPort(new Requests(ng).send(message("offer").put("sdp", sdp(caller))));
        } finally {
            relay.close();
        }
        for (int freed : new int[] {ngPort, mediaPort, mediaPort + 1}) {
            try (DatagramSocket probe = new DatagramSocket(new InetSocketAddress("127.0.0.1", freed))) {
                assertThat(probe.isBound()).isTrue();
            }
        }
    }

    @Test
    void shouldRefuseNewCallsOnlyWhenTold() throws Exception {
        try (Relay relay = Relay.start(RelayOptions.onLoopback(0).withPorts(MEDIA_PORTS));
                DatagramSocket caller = phone()) {
            Requests requests = new Requests(relay.ngAddress().orElseThrow());
            audioPort(requests.send(message("offer").put("sdp", sdp(caller))));
            relay.refuseNewCalls();

            audioPort(requests.send(message("offer").put("sdp", sdp(caller))));
            NgDict refused = requests.send(message("offer").put("call-id", "another").put("sdp", sdp(caller)));
            assertThat(refused.string("error-reason")).contains("Parallel session limit reached");
        }
    }

    @Test
    void shouldBeThePrintedExample() throws Exception {
        String source = Files.readString(Path.of("src/test/java/dev/patchbay/relay/RelayEmbeddingTest.java"));
        String page = Files.readString(Path.of("../docs/EMBEDDING.md"));
        String example = source.substring(
                source.indexOf("// begin of the example\n") + "// begin of the example\n".length(),
                source.indexOf("            // end of the example\n"));
        assertThat(page).contains(example.stripTrailing().stripIndent());
        String client = source.substring(source.lastIndexOf("    /** A client of the ng protocol"), source.lastIndexOf("}\n"));
        assertThat(page).contains(client.stripTrailing().stripIndent());
    }

    /** Sends until a packet comes through, as a worker takes up a new plan a moment after the reply; gives the number sent. */
    private static int untilThrough(DatagramSocket from, int into, DatagramSocket to) throws IOException {
        byte[] packet = rtp(3, 0);
        to.setSoTimeout(ATTEMPT_MS);
        boolean isThrough = false;
        int attempts = 0;
        while (true) {
            if (!isThrough) {
                from.send(new DatagramPacket(packet, packet.length, InetAddress.getLoopbackAddress(), into));
                assertThat(++attempts).isLessThan(MAX_ATTEMPTS);
            }
            try {
                to.receive(new DatagramPacket(new byte[2048], 2048));
                isThrough = true;
            } catch (SocketTimeoutException e) {
                if (isThrough) {
                    to.setSoTimeout(TIMEOUT_MS);
                    return attempts;
                }
            }
        }
    }

    /** One packet goes in at a relay port and comes out of the port that the other side knows. */
    private static void relay(byte[] packet, DatagramSocket from, int into, DatagramSocket to, int outOf) throws IOException {
        from.send(new DatagramPacket(packet, packet.length, InetAddress.getLoopbackAddress(), into));
        DatagramPacket received = new DatagramPacket(new byte[2048], 2048);
        to.receive(received);
        assertThat(Arrays.copyOf(received.getData(), received.getLength())).isEqualTo(packet);
        assertThat(received.getPort()).isEqualTo(outOf);
    }

    private static byte[] rtp(int ssrc, int sequenceNumber) {
        return ByteBuffer.allocate(RTP_PACKET_BYTES)
                .put((byte) 0x80)
                .put((byte) 0)
                .putShort((short) sequenceNumber)
                .putInt(160 * sequenceNumber)
                .putInt(ssrc)
                .array();
    }

    private static DatagramSocket phone() throws IOException {
        DatagramSocket socket = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0));
        socket.setSoTimeout(TIMEOUT_MS);
        return socket;
    }

    private static NgDict.Builder message(String command) {
        return NgDict.builder().put("command", command).put("call-id", "example").put("from-tag", "caller");
    }

    private static String sdp(DatagramSocket media) {
        return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio " + media.getLocalPort()
                + " RTP/AVP 0\r\n";
    }

    private static int audioPort(NgDict reply) {
        Matcher matcher = AUDIO_PORT.matcher(reply.string("sdp").orElse(""));
        assertThat(matcher.find()).as("audio in %s", reply).isTrue();
        return Integer.parseInt(matcher.group(1));
    }

    private static NgDict rtpTotals(NgDict reply) {
        return reply.dict("totals").flatMap(totals -> totals.dict("RTP")).orElseThrow();
    }

    /** A client of the ng protocol: a cookie, a blank and a bencode dictionary each way. */
    static final class Requests {
        private final TransportAddress relay;
        private int cookies;

        Requests(TransportAddress relay) {
            this.relay = relay;
        }

        NgDict send(NgDict.Builder request) throws IOException, BencodeSyntaxException {
            byte[] cookie = ("example-" + cookies++ + " ").getBytes(ISO_8859_1);
            byte[] body = BencodeWriter.toBytes(request.build());
            byte[] message = ByteBuffer.allocate(cookie.length + body.length).put(cookie).put(body).array();
            try (DatagramSocket socket = new DatagramSocket()) {
                socket.setSoTimeout(5_000);    // one that matters sends again, with the same cookie
                socket.send(new DatagramPacket(message, message.length, relay.toInetSocketAddress()));
                DatagramPacket reply = new DatagramPacket(new byte[65_535], 65_535);
                socket.receive(reply);
                return BencodeReader.readDict(Arrays.copyOfRange(reply.getData(), cookie.length, reply.getLength()));
            }
        }
    }
}
