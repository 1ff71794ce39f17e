package dev.patchbay.relay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.json.JsonReader;
import dev.patchbay.json.JsonSyntaxException;
import dev.patchbay.json.JsonWriter;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.ngvalue.NgDict;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A re-INVITE moves a party's media while its old socket goes on sending for half a second. */
class MovedMediaTest {

    private static final int OLD_SOURCE_PACKETS = 25;
    private static final long PACKET_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int SILENCE_MS = 100;
    private static final int PATIENCE_MS = 5000;
    private static final int MAX_ATTEMPTS = 50;
    private static final Pattern AUDIO_PORT = Pattern.compile("m=audio (\\d+) ");

    private int cookie;

    @Test
    void shouldSendNothingToTheOldAddressOnceTheAnswerIsThere() throws Exception {
        RelayOptions options = RelayOptions.onLoopback(0).withPorts(new PortRange(43_200, 43_299));
        RelayOptions withCli = options.withListen(options.listen().withCli(HostPort.of("127.0.0.1", 0)));
        try (Relay relay = Relay.start(withCli);
                DatagramSocket client = socket();
                DatagramSocket caller = socket();
                DatagramSocket oldCallee = socket();
                DatagramSocket newCallee = socket()) {
            client.connect(relay.ngAddress().orElseThrow().toInetSocketAddress());
            int towardsCallee = audioPort(request("offer", caller).put("from-tag", "a"), client);
            int towardsCaller =
                    audioPort(request("answer", oldCallee).put("from-tag", "a").put("to-tag", "b"), client);
            exchange(caller, towardsCaller, oldCallee);
            exchange(oldCallee, towardsCallee, caller);

            // The callee offers its new address; the caller answers.
            int towardsCallerAfter =
                    audioPort(request("offer", newCallee).put("from-tag", "b").put("to-tag", "a"), client);
            int towardsCalleeAfter =
                    audioPort(request("answer", caller).put("from-tag", "b").put("to-tag", "a"), client);
            drain(oldCallee);
            for (int i = 0; i < OLD_SOURCE_PACKETS; i++) {
                sendRtp(oldCallee, towardsCalleeAfter);
                sendRtp(oldCallee, towardsCallee);
                sendRtp(caller, towardsCallerAfter);
                receive(newCallee);
                LockSupport.parkNanos(PACKET_INTERVAL_NS);
            }

            oldCallee.setSoTimeout(SILENCE_MS);
            assertThatThrownBy(() -> receive(oldCallee)).isInstanceOf(SocketTimeoutException.class);
            assertThat(cli(relay, "explain call"))
                    .contains("the address in a later SDP")
                    .contains("127.0.0.1:" + newCallee.getLocalPort());
        }
    }

    /** Sends until one comes through: a worker takes up a new plan a moment after the reply. */
    private static void exchange(DatagramSocket from, int relayPort, DatagramSocket to) throws IOException {
        to.setSoTimeout(SILENCE_MS);
        for (int attempt = 0; ; attempt++) {
            sendRtp(from, relayPort);
            try {
                receive(to);
                to.setSoTimeout(PATIENCE_MS);
                return;
            } catch (SocketTimeoutException e) {
                assertThat(attempt).as("attempts without a packet coming through").isLessThan(MAX_ATTEMPTS);
            }
        }
    }

    private static void drain(DatagramSocket socket) throws IOException {
        socket.setSoTimeout(1);
        try {
            while (true) {
                receive(socket);
            }
        } catch (SocketTimeoutException e) {
            socket.setSoTimeout(PATIENCE_MS);
        }
    }

    private static DatagramPacket receive(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        socket.receive(packet);
        return packet;
    }

    private static void sendRtp(DatagramSocket from, int port) throws IOException {
        byte[] packet = new byte[172];
        packet[0] = (byte) 0x80;
        from.send(new DatagramPacket(packet, packet.length, InetAddress.getLoopbackAddress(), port));
    }

    private static NgDict.Builder request(String command, DatagramSocket media) {
        return NgDict.builder()
                .put("command", command)
                .put("call-id", "call")
                .put("sdp", "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio "
                        + media.getLocalPort() + " RTP/AVP 0\r\n");
    }

    private int audioPort(NgDict.Builder request, DatagramSocket client) throws IOException, JsonSyntaxException {
        String json = new String(JsonWriter.toBytes(request.build()), ISO_8859_1);
        byte[] message = ("moved" + cookie++ + " " + json).getBytes(ISO_8859_1);
        client.send(new DatagramPacket(message, message.length));
        DatagramPacket reply = receive(client);
        String text = new String(reply.getData(), 0, reply.getLength(), ISO_8859_1);
        NgDict dict = JsonReader.readDict(text.substring(text.indexOf(' ') + 1).getBytes(ISO_8859_1));
        Matcher matcher = AUDIO_PORT.matcher(dict.string("sdp").orElse(""));
        assertThat(matcher.find()).as("audio in %s", text).isTrue();
        return Integer.parseInt(matcher.group(1));
    }

    private static String cli(Relay relay, String command) throws IOException {
        TransportAddress address = relay.cliAddress().orElseThrow();
        try (Socket socket = new Socket(address.ip().toInetAddress(), address.port())) {
            socket.getOutputStream().write((command + "\n").getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    private static DatagramSocket socket() throws IOException {
        DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        socket.setSoTimeout(PATIENCE_MS);
        return socket;
    }
}
