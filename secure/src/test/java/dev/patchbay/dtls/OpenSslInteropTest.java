package dev.patchbay.dtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.srtp.CryptoSuite;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same keys as OpenSSL, in both roles. */
class OpenSslInteropTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @TempDir
    Path folder;

    private DatagramSocket socket;
    private final AtomicReference<InetSocketAddress> peer = new AtomicReference<>();
    private final List<Process> processes = new ArrayList<>();

    @BeforeEach
    void makeItsCertificate() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "openssl is not installed");
        run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-subj", "/CN=peer", "-keyout", "key.pem", "-out", "cert.pem");
        socket = new DatagramSocket(0, LOOPBACK);
    }

    @AfterEach
    void stop() {
        processes.forEach(Process::destroyForcibly);
        if (socket != null) {
            socket.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SRTP_AES128_CM_SHA1_80,AES_CM_128_HMAC_SHA1_80,60", "SRTP_AES128_CM_SHA1_32,AES_CM_128_HMAC_SHA1_32,60",
        "SRTP_AEAD_AES_128_GCM,AEAD_AES_128_GCM,56", "SRTP_AEAD_AES_256_GCM,AEAD_AES_256_GCM,88"
    })
    void shouldAnswerItsClient(String name, CryptoSuite suite, int length) throws Exception {
        RecordingListener events = new RecordingListener(this::send);
        try (DtlsAssociation server = context().open(DtlsRole.SERVER, fingerprint(), share(), events)) {
            Path output = openssl("s_client", "-connect", "127.0.0.1:" + socket.getLocalPort(), name, length);
            receiveInto(server);
            assertSameKeys(events, output, suite, DtlsRole.SERVER);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SRTP_AES128_CM_SHA1_80,AES_CM_128_HMAC_SHA1_80,60", "SRTP_AES128_CM_SHA1_32,AES_CM_128_HMAC_SHA1_32,60",
        "SRTP_AEAD_AES_128_GCM,AEAD_AES_128_GCM,56", "SRTP_AEAD_AES_256_GCM,AEAD_AES_256_GCM,88"
    })
    void shouldAskItsServer(String name, CryptoSuite suite, int length) throws Exception {
        int port;
        try (DatagramSocket free = new DatagramSocket(0, LOOPBACK)) {
            port = free.getLocalPort();
        }
        peer.set(new InetSocketAddress(LOOPBACK, port));
        RecordingListener events = new RecordingListener(this::send);
        Path output = openssl("s_server", "-accept", "127.0.0.1:" + port, name, length);
        try (DtlsAssociation client = context().open(DtlsRole.CLIENT, fingerprint(), share(), events)) {
            receiveInto(client);
            client.start();
            assertSameKeys(events, output, suite, DtlsRole.CLIENT);
        }
    }

    private static DtlsContext context() {
        return new DtlsContext(TestCertificates.OURS, Peers.SETTINGS, new SecureRandom());
    }

    private static HandshakeBudget.Share share() {
        return new HandshakeBudget(1, 1).share();
    }

    private void send(byte[] datagram) {
        try {
            socket.send(new DatagramPacket(datagram, datagram.length, peer.get()));
        } catch (IOException _) {
            // Nobody is there yet: it is sent again.
        }
    }

    private void receiveInto(DtlsAssociation association) {
        Thread.ofVirtual().start(() -> {
            DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
            while (!socket.isClosed()) {
                try {
                    socket.receive(packet);
                    peer.set((InetSocketAddress) packet.getSocketAddress());
                    association.receive(Arrays.copyOf(packet.getData(), packet.getLength()));
                } catch (IOException _) {
                    // The end of the test, or the peer's port was closed for a moment.
                }
            }
        });
    }

    private static void assertSameKeys(RecordingListener events, Path output, CryptoSuite suite, DtlsRole ownRole) {
        await().atMost(Peers.PATIENCE).until(() -> events.keys().isPresent());
        await().atMost(Peers.PATIENCE).until(() -> Files.readString(output).contains("Keying material: "));
        HandshakeKeys ours = events.keys().orElseThrow();
        HandshakeKeys theirs = HandshakeKeys.of(suite, material(output), ownRole);
        assertThat(ours.suite()).isEqualTo(suite);
        assertThat(ours).isEqualTo(theirs);
    }

    private static byte[] material(Path output) {
        try {
            String text = Files.readString(output);
            String hex = text.substring(text.indexOf("Keying material: ") + "Keying material: ".length());
            return HexFormat.of().parseHex(hex.lines().findFirst().orElseThrow().trim());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Fingerprint fingerprint() throws Exception {
        String line = run("openssl", "x509", "-in", "cert.pem", "-noout", "-fingerprint", "-sha256");
        return Fingerprint.parse("sha-256", line.substring(line.indexOf('=') + 1).trim()).orElseThrow();
    }

    private Path openssl(String command, String option, String address, String profile, int length) throws IOException {
        Path output = folder.resolve("openssl.txt");
        Process process = new ProcessBuilder(
                        "openssl", command, "-dtls1_2", option, address, "-cert", "cert.pem", "-key", "key.pem",
                        command.equals("s_server") ? "-Verify" : "-verify", "1", "-use_srtp", profile,
                        "-keymatexport", "EXTRACTOR-dtls_srtp", "-keymatexportlen", String.valueOf(length))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        processes.add(process);
        return output;
    }

    private String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
