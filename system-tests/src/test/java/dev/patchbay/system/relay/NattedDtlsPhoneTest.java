package dev.patchbay.system.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.dtls.CertificateOptions;
import dev.patchbay.dtls.DtlsAssociation;
import dev.patchbay.dtls.DtlsCertificate;
import dev.patchbay.dtls.DtlsContext;
import dev.patchbay.dtls.DtlsListener;
import dev.patchbay.dtls.DtlsRole;
import dev.patchbay.dtls.DtlsSettings;
import dev.patchbay.dtls.Fingerprint;
import dev.patchbay.dtls.FingerprintHash;
import dev.patchbay.dtls.HandshakeBudget;
import dev.patchbay.dtls.HandshakeKeys;
import dev.patchbay.srtp.SentIndexes;
import dev.patchbay.srtp.SrtpReceiver;
import dev.patchbay.srtp.SrtpSender;
import dev.patchbay.srtp.SrtpStatus;
import dev.patchbay.srtp.SrtpWorkspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A daemon and a phone with DTLS-SRTP, without ICE, whose packets come from another address than its SDP says, as behind NAT. */
@Timeout(60)
class NattedDtlsPhoneTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** In the SDP of the phone; nobody is there. */
    private static final String INSIDE_NAT = "127.0.0.9";

    private static final Pattern PORT = Pattern.compile("m=audio (\\d+) ");
    private static final Pattern FINGERPRINT = Pattern.compile("a=fingerprint:sha-256 (\\S+)");

    private final List<AutoCloseable> open = new ArrayList<>();
    private final SrtpWorkspace workspace = new SrtpWorkspace();
    private RelayProcess relay;
    private String towardsPhone;
    private String towardsPlain;
    private DatagramSocket plain;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable resource : open.reversed()) {
            resource.close();
        }
    }

    private <T extends AutoCloseable> T keep(T resource) {
        open.add(resource);
        return resource;
    }

    /** The phone's side: a socket, a handshake, and what comes after it. */
    private static final class Phone implements DtlsListener, AutoCloseable {
        final DtlsCertificate certificate = DtlsCertificate.generate(CertificateOptions.DEFAULT, Instant.now(), new SecureRandom());
        final DatagramSocket socket = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0));
        final CompletableFuture<HandshakeKeys> keys = new CompletableFuture<>();
        final BlockingQueue<byte[]> media = new LinkedBlockingQueue<>();
        final AtomicInteger received = new AtomicInteger();
        private volatile InetSocketAddress relay = new InetSocketAddress(0);

        Phone() throws IOException {}

        DtlsAssociation shakeHands(InetSocketAddress target, Fingerprint relayFingerprint) {
            relay = target;
            DtlsAssociation association = new DtlsContext(certificate, DtlsSettings.DEFAULT, new SecureRandom())
                    .open(DtlsRole.CLIENT, relayFingerprint, new HandshakeBudget(1, 1).share(), this);
            Thread.ofVirtual().start(() -> receive(association));
            association.start();
            return association;
        }

        private void receive(DtlsAssociation association) {
            DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
            while (!socket.isClosed()) {
                try {
                    packet.setLength(2048);
                    socket.receive(packet);
                } catch (IOException e) {
                    continue;
                }
                received.incrementAndGet();
                byte[] bytes = Arrays.copyOf(packet.getData(), packet.getLength());
                if (bytes[0] >= 20 && bytes[0] <= 63) {
                    association.receive(bytes);
                } else {
                    media.add(bytes);
                }
            }
        }

        @Override
        public void send(byte[] bytes) {
            try {
                socket.send(new DatagramPacket(bytes, bytes.length, relay));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        @Override
        public void onKeys(HandshakeKeys agreed) {
            keys.complete(agreed);
        }

        @Override
        public void onFailure(String reason) {
            keys.completeExceptionally(new AssertionError(reason));
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    private static byte[] rtp(int ssrc) {
        return ByteBuffer.allocate(172).put((byte) 0x80).put((byte) 0).putShort((short) 1).putInt(160).putInt(ssrc).array();
    }

    private static InetSocketAddress portIn(String sdp) {
        Matcher port = PORT.matcher(sdp);
        assertThat(port.find()).as(sdp).isTrue();
        return new InetSocketAddress("127.0.0.1", Integer.parseInt(port.group(1)));
    }

    private String signal(String command, String body, Map<String, Object> further) throws IOException {
        Map<String, Object> request = new HashMap<>(further);
        request.putAll(Map.of("command", command, "call-id", "natted", "from-tag", "a", "sdp", body));
        return String.valueOf(relay.ng().request(request).get("sdp"));
    }

    private static String sdp(String ip, int port, String protocol, String lines) {
        return "v=0\r\no=- 1 1 IN IP4 " + ip + "\r\ns=-\r\nc=IN IP4 " + ip + "\r\nt=0 0\r\nm=audio " + port + " " + protocol + " 0\r\n" + lines;
    }

    /** Starts relay and call, and lets the phone begin its handshake. */
    private DtlsAssociation call(Phone phone, String... options) throws Exception {
        List<String> line = new ArrayList<>(List.of("--interface=127.0.0.1", "--port-min=23000", "--port-max=23999"));
        line.addAll(List.of(options));
        relay = keep(RelayProcess.start(RelayUnderTest.chosen(), line));
        plain = keep(new DatagramSocket(new InetSocketAddress("127.0.0.1", 0)));
        String security = "a=rtcp-mux\r\na=setup:active\r\na=fingerprint:sha-256 " + phone.certificate.fingerprint(FingerprintHash.SHA_256).text() + "\r\n";
        towardsPlain = signal(
                "offer", sdp(INSIDE_NAT, 4000, "UDP/TLS/RTP/SAVP", security), Map.of("transport-protocol", "RTP/AVP"));
        towardsPhone = signal("answer", sdp("127.0.0.1", plain.getLocalPort(), "RTP/AVP", ""), Map.of("to-tag", "b"));
        Matcher fingerprint = FINGERPRINT.matcher(towardsPhone);
        assertThat(fingerprint.find()).as(towardsPhone).isTrue();
        return keep(phone.shakeHands(portIn(towardsPhone), Fingerprint.parse("sha-256", fingerprint.group(1)).orElseThrow()));
    }

    /** What the relay says of the phone's RTP. */
    private Map<?, ?> stream() throws IOException {
        Map<?, ?> tags = (Map<?, ?>) relay.ng().request(Map.of("command", "query", "call-id", "natted")).get("tags");
        Map<?, ?> media = (Map<?, ?>) ((List<?>) ((Map<?, ?>) tags.get("a")).get("medias")).getFirst();
        return (Map<?, ?>) ((List<?>) media.get("streams")).getFirst();
    }

    @Test
    void shouldShakeHandsAndCarryMediaWhenToldTo() throws Exception {
        Phone phone = keep(new Phone());
        call(phone, "--dtls-learn-source");
        HandshakeKeys keys = phone.keys.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        await().atMost(PATIENCE).until(() -> ((Map<?, ?>) stream().get("DTLS")).get("state").equals("established"));
        assertThat(((Map<?, ?>) stream().get("endpoint")).get("port")).isEqualTo((long) phone.socket.getLocalPort());

        byte[] back = rtp(0xb);
        plain.send(new DatagramPacket(back, back.length, portIn(towardsPlain)));
        byte[] arrived = phone.media.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(arrived).isNotNull();
        workspace.load(ByteBuffer.wrap(arrived), arrived.length);
        assertThat(new SrtpReceiver(keys.remote()).unprotectRtp(workspace)).isEqualTo(SrtpStatus.OK);

        byte[] forth = rtp(0xa);
        workspace.load(ByteBuffer.wrap(forth), forth.length);
        assertThat(new SrtpSender(keys.local(), new SentIndexes()).protectRtp(workspace)).isEqualTo(SrtpStatus.OK);
        byte[] secure = new byte[workspace.length()];
        workspace.buffer().get(0, secure);
        phone.send(secure);
        plain.setSoTimeout((int) PATIENCE.toMillis());
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        plain.receive(packet);
        assertThat(Arrays.copyOf(packet.getData(), packet.getLength())).isEqualTo(forth);
    }

    @Test
    void shouldNotAnswerByDefault() throws Exception {
        Phone phone = keep(new Phone());
        call(phone);
        await("several hellos").atMost(PATIENCE)
                .until(() -> ((Number) ((Map<?, ?>) stream().get("stats")).get("errors")).intValue() >= 3);
        assertThat(((Map<?, ?>) stream().get("DTLS")).get("state")).isEqualTo("waiting");
        assertThat(((Map<?, ?>) stream().get("endpoint")).get("port")).isEqualTo(4000L);
        assertThat(phone.received).as("datagrams that the phone got").hasValue(0);
    }
}
