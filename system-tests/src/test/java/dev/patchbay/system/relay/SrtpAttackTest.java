package dev.patchbay.system.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.sdes.CryptoAttribute;
import dev.patchbay.sdp.Attribute;
import dev.patchbay.srtp.CryptoSuite;
import dev.patchbay.srtp.MasterKey;
import dev.patchbay.srtp.SentIndexes;
import dev.patchbay.srtp.SrtpParameters;
import dev.patchbay.srtp.SrtpReceiver;
import dev.patchbay.srtp.SrtpSender;
import dev.patchbay.srtp.SrtpStatus;
import dev.patchbay.srtp.SrtpWorkspace;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A daemon between an SDES phone and a plain one, while somebody who sees the packets sends them again, cut and changed. */
@Timeout(60)
class SrtpAttackTest {
    private static final int PACKETS = 60;
    private static final int PATIENCE_MS = 5_000;
    private static final int SILENCE_MS = 200;
    private static final Pattern PORT = Pattern.compile("m=audio (\\d+) ");
    private static final Pattern CRYPTO = Pattern.compile("a=crypto:(\\d+) (\\S+) (.*)\r\n");

    private final SrtpWorkspace workspace = new SrtpWorkspace();
    private RelayProcess relay;
    private DatagramSocket caller;
    private DatagramSocket callee;
    private DatagramSocket attacker;

    @BeforeEach
    void start() throws Exception {
        relay = RelayProcess.start(RelayUnderTest.chosen(), List.of("--interface=127.0.0.1", "--port-min=24000", "--port-max=24999"));
        caller = socket();
        callee = socket();
        attacker = socket();
    }

    @AfterEach
    void stop() {
        for (DatagramSocket socket : new DatagramSocket[] {caller, callee, attacker}) {
            if (socket != null) {
                socket.close();
            }
        }
        if (relay != null) {
            relay.close();
        }
    }

    private static DatagramSocket socket() throws IOException {
        return new DatagramSocket(new InetSocketAddress("127.0.0.1", 0));
    }

    private static String sdp(DatagramSocket phone, String protocol, String lines) {
        return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio " + phone.getLocalPort() + " " + protocol
                + " 0\r\n" + lines;
    }

    private String signal(String command, String body, Map<String, Object> further) throws IOException {
        Map<String, Object> request = new HashMap<>(further);
        request.putAll(Map.of("command", command, "call-id", "attacked", "from-tag", "a", "sdp", body));
        return String.valueOf(relay.ng().request(request).get("sdp"));
    }

    private static InetSocketAddress portIn(String sdp) {
        Matcher port = PORT.matcher(sdp);
        assertThat(port.find()).as(sdp).isTrue();
        return new InetSocketAddress("127.0.0.1", Integer.parseInt(port.group(1)));
    }

    private static byte[] rtp(int ssrc, int number) {
        ByteBuffer packet = ByteBuffer.allocate(172).put((byte) 0x80).put((byte) 0).putShort((short) number).putInt(160 * number).putInt(ssrc);
        while (packet.hasRemaining()) {
            packet.put((byte) (packet.position() + number));
        }
        return packet.array();
    }

    private byte[] protect(SrtpSender sender, byte[] packet) {
        workspace.load(ByteBuffer.wrap(packet), packet.length);
        assertThat(sender.protectRtp(workspace)).isEqualTo(SrtpStatus.OK);
        byte[] secure = new byte[workspace.length()];
        workspace.buffer().get(0, secure);
        return secure;
    }

    private static void send(DatagramSocket from, byte[] packet, InetSocketAddress to) throws IOException {
        from.send(new DatagramPacket(packet, packet.length, to));
    }

    /** The next packet; empty when there is none for that long. */
    private static byte[] receive(DatagramSocket socket, int timeoutMs) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        socket.setSoTimeout(timeoutMs);
        try {
            socket.receive(packet);
            return Arrays.copyOf(packet.getData(), packet.getLength());
        } catch (SocketTimeoutException silence) {
            return new byte[0];
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"AES_CM_128_HMAC_SHA1_80", "AES_CM_128_HMAC_SHA1_32", "AEAD_AES_256_GCM"})
    void shouldRelayWhatThePhoneHasSentAndNothingElse(CryptoSuite suite) throws Exception {
        CryptoAttribute line = new CryptoAttribute(1, SrtpParameters.of(suite, MasterKey.generate(suite, new Random(1))));
        Attribute.Crypto printed = line.print(false, false);
        String offered = signal(
                "offer", sdp(caller, "RTP/SAVP", "a=crypto:1 " + printed.suite() + " " + printed.parameters() + "\r\n"),
                Map.of("transport-protocol", "RTP/AVP"));
        String answered = signal("answer", sdp(callee, "RTP/AVP", ""), Map.of("to-tag", "b"));
        InetSocketAddress target = portIn(answered);
        SrtpSender sender = new SrtpSender(line.parameters(), new SentIndexes());

        List<byte[]> seen = new ArrayList<>();
        for (int i = 0; i < PACKETS; i++) {
            byte[] packet = rtp(0xa, 65_500 + i);
            seen.add(protect(sender, packet));
            send(caller, seen.getLast(), target);
            assertThat(receive(callee, PATIENCE_MS)).as("packet %d", i).isEqualTo(packet);
        }
        byte[] fresh = rtp(0xa, 65_500 + PACKETS);
        byte[] secure = protect(sender, fresh);
        int attacks = 0;
        for (DatagramSocket from : new DatagramSocket[] {attacker, caller}) {
            for (byte[] packet : seen) {
                send(from, packet, target);
                attacks++;
            }
            for (int length = 0; length < secure.length; length++) {
                send(from, Arrays.copyOf(secure, length), target);
                byte[] changed = secure.clone();
                changed[length] ^= 0x10;
                send(from, changed, target);
                attacks += 2;
                if (length % 50 == 0) {
                    // Do not outrun the relay's socket buffers: lost attacks prove nothing.
                    relay.ng().request(Map.of("command", "ping"));
                }
            }
        }
        assertThat(receive(callee, SILENCE_MS)).as("after %d attacks", attacks).isEmpty();
        send(caller, secure, target);
        assertThat(receive(callee, PATIENCE_MS)).isEqualTo(fresh);
        assertHeardByTheCallerOnly(offered, answered);
    }

    private void assertHeardByTheCallerOnly(String offered, String answered) throws Exception {
        Matcher crypto = CRYPTO.matcher(answered);
        assertThat(crypto.find()).as(answered).isTrue();
        SrtpReceiver receiver = new SrtpReceiver(CryptoAttribute.parse(
                new Attribute.Crypto(Integer.parseInt(crypto.group(1)), crypto.group(2), crypto.group(3))).parameters());
        for (int i = 0; i < 20; i++) {
            send(callee, rtp(0xb, i), portIn(offered));
            byte[] arrived = receive(caller, PATIENCE_MS);
            workspace.load(ByteBuffer.wrap(arrived), arrived.length);
            assertThat(receiver.unprotectRtp(workspace)).isEqualTo(SrtpStatus.OK);
        }
        assertThat(receive(attacker, SILENCE_MS)).as("what the attacker gets").isEmpty();
    }
}
