package dev.patchbay.dtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.srtp.CryptoSuite;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DtlsAssociationTest {

    private static void assertSameKeys(Peers peers) {
        HandshakeKeys client = peers.clientEvents.keys().orElseThrow();
        HandshakeKeys server = peers.serverEvents.keys().orElseThrow();
        assertThat(client.local()).isEqualTo(server.remote()).isNotEqualTo(client.remote());
        assertThat(client.remote()).isEqualTo(server.local());
    }

    @ParameterizedTest
    @FieldSource("dev.patchbay.dtls.HandshakeKeys#SUITES")
    void shouldAgreeOnKeys(CryptoSuite suite) {
        try (Peers peers = new Peers().settings(Peers.SETTINGS.withSuites(List.of(suite)), Peers.SETTINGS).begin()) {
            peers.awaitKeys();
            assertSameKeys(peers);
            assertThat(peers.serverEvents.keys().orElseThrow().suite()).isEqualTo(suite);
            assertThat(peers.serverEvents.keys().orElseThrow().local().masterKey().key()).hasSize(suite.keyLength());
            assertThat(peers.serverEvents.keys().orElseThrow().toString()).contains("hidden");
        }
    }

    @Test
    void shouldReportWhatWasAgreed() {
        try (Peers peers = new Peers().begin()) {
            peers.awaitKeys();
            assertThat(peers.server.report().role()).isEqualTo(DtlsRole.SERVER);
            assertThat(peers.server.report().established()).hasValue(new DtlsReport.Agreement(
                    "DTLS 1.2", "ECDHE-ECDSA-AES128-GCM-SHA256", CryptoSuite.AEAD_AES_256_GCM));
            assertThat(peers.server.report()).extracting(DtlsReport::attempts).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(DtlsCipher.class)
    void shouldDoEveryCipher(DtlsCipher cipher) {
        CertificateOptions options = new CertificateOptions(cipher.certificate(), 2048, CertificateOptions.SignatureHash.SHA_1);
        DtlsCertificate certificate = TestCertificates.make(options);
        try (Peers peers = new Peers()
                .certificates(TestCertificates.OURS, certificate)
                .settings(Peers.SETTINGS, Peers.SETTINGS.withCiphers(List.of(cipher)))
                .begin()) {
            peers.awaitKeys();
            assertSameKeys(peers);
            assertThat(peers.client.report().established().orElseThrow().cipher()).isEqualTo(cipher.openSslName());
        }
    }

    @ParameterizedTest
    @EnumSource(FingerprintHash.class)
    void shouldKnowThePeerByEveryHash(FingerprintHash hash) {
        try (Peers peers = new Peers()
                .expect(TestCertificates.OURS.fingerprint(hash), TestCertificates.THEIRS.fingerprint(hash))
                .begin()) {
            peers.awaitKeys();
        }
    }

    @Test
    void shouldRefuseAClientWithAnotherCertificate() {
        Fingerprint other = TestCertificates.THEIRS.fingerprint(FingerprintHash.SHA_256);
        try (Peers peers = new Peers().expect(other, other).begin()) {
            await().atMost(Peers.PATIENCE).until(() -> peers.server.report().state() == DtlsState.FAILED);
            assertThat(peers.serverEvents.failures()).containsExactly("the peer's certificate does not match its a=fingerprint");
            assertThat(peers.serverEvents.keys()).isEmpty();
            await().atMost(Peers.PATIENCE).until(() -> peers.client.report().state() == DtlsState.FAILED);
            assertThat(peers.clientEvents.failures()).first().asString().contains("bad_certificate");
            assertThat(peers.clientEvents.keys()).isEmpty();
        }
    }

    @Test
    void shouldRefuseAServerWithAnotherCertificate() {
        Fingerprint other = TestCertificates.OURS.fingerprint(FingerprintHash.SHA_256);
        try (Peers peers = new Peers().expect(other, other).begin()) {
            await().atMost(Peers.PATIENCE).until(() -> peers.client.report().state() == DtlsState.FAILED);
            assertThat(peers.clientEvents.keys()).isEmpty();
        }
    }

    @Test
    void shouldRefuseAPeerWithoutACommonProfile() {
        DtlsSettings one = Peers.SETTINGS.withSuites(List.of(CryptoSuite.AEAD_AES_128_GCM));
        DtlsSettings other = Peers.SETTINGS.withSuites(List.of(CryptoSuite.AES_CM_128_HMAC_SHA1_32));
        try (Peers peers = new Peers().settings(one, other).begin()) {
            await().atMost(Peers.PATIENCE).until(() -> peers.server.report().state() == DtlsState.FAILED);
            assertThat(peers.serverEvents.failures()).containsExactly("the peer offers no SRTP profile that is allowed here");
        }
    }

    static Stream<Arguments> fates() {
        return Stream.of(
                Arguments.of("as sent", fate(parts -> parts)),
                Arguments.of("first lost", fate(parts -> List.of(parts.get(1)))),
                Arguments.of("second lost", fate(parts -> List.of(parts.get(0)))),
                Arguments.of("both lost", fate(_ -> List.of())),
                Arguments.of("swapped", fate(parts -> List.of(parts.get(1), parts.get(0)))),
                Arguments.of("first twice", fate(parts -> List.of(parts.get(0), parts.get(0), parts.get(1)))),
                Arguments.of("second twice", fate(parts -> List.of(parts.get(0), parts.get(1), parts.get(1)))),
                Arguments.of("swapped and twice", fate(parts -> List.of(parts.get(1), parts.get(1), parts.get(0), parts.get(0)))));
    }

    private static Function<List<byte[]>, List<byte[]>> fate(Function<List<byte[]>, List<byte[]>> fate) {
        return fate;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fates")
    void shouldTakeAHelloInTwoDatagrams(String name, Function<List<byte[]>, List<byte[]>> fate) {
        try (Peers peers = new Peers().clientNetwork(new HelloSplitter(fate)).begin()) {
            peers.awaitKeys();
            assertSameKeys(peers);
        }
    }

    /** The seed is in the name of the run. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldSurviveLossReorderingAndDuplication(long seed) {
        Random random = new Random(seed);
        Function<byte[], List<byte[]>> bad = datagram -> {
            int fate;
            synchronized (random) {
                fate = random.nextInt(10);
            }
            return fate < 1 ? List.of() : fate < 3 ? List.of(datagram, datagram) : List.of(datagram);
        };
        try (Peers peers = new Peers().clientNetwork(bad).serverNetwork(bad).begin()) {
            peers.awaitKeys();
            assertSameKeys(peers);
        }
    }

    @Test
    void shouldRepeatTheLastFlightWhenItWasLost() {
        AtomicInteger finals = new AtomicInteger();
        // The server's ChangeCipherSpec and Finished: lost once. The client repeats its own flight until they come.
        Function<byte[], List<byte[]>> loseFirstEnd = datagram ->
                (datagram[0] == 20 || datagram[4] == 1) && finals.getAndIncrement() < 2 ? List.of() : List.of(datagram);
        try (Peers peers = new Peers().serverNetwork(loseFirstEnd).begin()) {
            peers.awaitKeys();
            assertThat(finals.get()).isGreaterThan(2);
            assertSameKeys(peers);
            assertThat(peers.serverEvents.keyCount()).isEqualTo(1);
        }
    }

    /** What was lost comes again under keys that a server has left behind, if it does not take care. */
    @Test
    void shouldWaitForALostCertificateVerifyBeforeItChangesKeys() {
        AtomicBoolean lost = new AtomicBoolean();
        Function<byte[], List<byte[]>> loseOnce = datagram ->
                datagram[0] == 22 && datagram[4] == 0 && datagram[13] == 15 && lost.compareAndSet(false, true)
                        ? List.of()
                        : List.of(datagram);
        try (Peers peers = new Peers().clientNetwork(loseOnce).begin()) {
            peers.awaitKeys();
            assertSameKeys(peers);
            assertThat(lost).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {576, 800, 1200, 1500})
    void shouldKeepToTheMtu(int mtu) {
        DtlsSettings settings = Peers.SETTINGS.withMtuBytes(mtu);
        try (Peers peers = new Peers().settings(settings, settings).begin()) {
            peers.awaitKeys();
            assertThat(peers.serverEvents.sent()).allSatisfy(datagram -> assertThat(datagram.length).isLessThanOrEqualTo(mtu));
            assertThat(peers.clientEvents.sent()).allSatisfy(datagram -> assertThat(datagram.length).isLessThanOrEqualTo(mtu));
        }
    }

    @Test
    void shouldNotBeginForWhatIsNoClientHello() {
        RecordingListener events = new RecordingListener(_ -> {});
        HandshakeBudget budget = new HandshakeBudget(1, 1);
        DtlsContext context = new DtlsContext(TestCertificates.OURS, Peers.SETTINGS, new java.security.SecureRandom());
        try (DtlsAssociation server = context.open(
                DtlsRole.SERVER, TestCertificates.THEIRS.fingerprint(FingerprintHash.SHA_256), budget.share(), events)) {
            Random random = new Random(4711);
            for (int i = 0; i < 1000; i++) {
                byte[] junk = new byte[random.nextInt(100)];
                random.nextBytes(junk);
                assertThat(server.receive(junk)).isEqualTo(ClientHelloRecord.isBegunBy(junk));
            }
            assertThat(server.report().attempts()).isZero();
        }
    }

    /** Each is a datagram that begins like a ClientHello, so the library's parsers see it. */
    @Test
    void shouldStandHostileHellos() {
        Random random = new Random(815);
        AtomicBoolean mutating = new AtomicBoolean(true);
        Function<byte[], List<byte[]>> hostile = datagram -> {
            if (!mutating.get()) {
                return List.of(datagram);
            }
            byte[] changed = datagram.clone();
            synchronized (random) {
                for (int i = 0; i < 5; i++) {
                    changed[25 + random.nextInt(changed.length - 25)] = (byte) random.nextInt();
                }
            }
            return List.of(changed);
        };
        DtlsSettings patient = new DtlsSettings(
                1200, List.of(DtlsCipher.values()), HandshakeKeys.SUITES, Duration.ofMillis(300), Duration.ofMillis(20), 1000);
        for (int round = 0; round < 20; round++) {
            mutating.set(true);
            try (Peers peers = new Peers().clientNetwork(hostile).settings(patient, patient).begin()) {
                await().atMost(Peers.PATIENCE)
                        .until(() -> peers.clientEvents.sent().size() > 3 || !peers.serverEvents.failures().isEmpty()
                                || !peers.clientEvents.failures().isEmpty());
                assertThat(peers.serverEvents.keys()).isEmpty();
            }
        }
    }

    @Test
    void shouldLimitPendingHandshakes() {
        HandshakeBudget budget = new HandshakeBudget(2, 3);
        DtlsContext context = new DtlsContext(TestCertificates.OURS, Peers.SETTINGS, new java.security.SecureRandom());
        byte[] hello = capturedHello();
        Fingerprint peer = TestCertificates.THEIRS.fingerprint(FingerprintHash.SHA_256);
        HandshakeBudget.Share one = budget.share();
        HandshakeBudget.Share other = budget.share();
        List<DtlsAssociation> servers = Stream.of(one, one, one, other, other)
                .map(share -> context.open(DtlsRole.SERVER, peer, share, new RecordingListener(_ -> {})))
                .toList();
        assertThat(servers.stream().map(server -> server.receive(hello.clone())).toList())
                .containsExactly(true, true, false, true, false);
        assertThat(budget.pending()).isEqualTo(3);
        assertThat(budget.refused()).isEqualTo(2);
        servers.forEach(DtlsAssociation::close);
        await().atMost(Peers.PATIENCE).until(() -> budget.pending() == 0);
    }

    private static byte[] capturedHello() {
        try (Peers peers = new Peers().begin()) {
            peers.awaitKeys();
            return peers.clientEvents.sent().getFirst();
        }
    }

    @Test
    void shouldTryAgainWhenTheServerCameLate() {
        AtomicBoolean isUp = new AtomicBoolean();
        DtlsSettings impatient = Peers.SETTINGS.withTimers(Duration.ofMillis(300), Duration.ofMillis(50));
        try (Peers peers = new Peers()
                .settings(impatient, Peers.SETTINGS)
                .clientNetwork(datagram -> isUp.get() ? List.of(datagram) : List.of())
                .begin()) {
            await().atMost(Peers.PATIENCE).until(() -> peers.client.report().attempts() > 1);
            assertThat(peers.clientEvents.failures()).first().asString().contains("no answer");
            isUp.set(true);
            await().atMost(Peers.PATIENCE).until(() -> peers.clientEvents.keys().isPresent());
        }
    }

    @Test
    void shouldTellThePeerWhenItIsClosed() {
        try (Peers peers = new Peers().begin()) {
            peers.awaitKeys();
            int sent = peers.serverEvents.sent().size();
            peers.server.close();
            await().atMost(Peers.PATIENCE).until(() -> peers.client.report().state() == DtlsState.CLOSED);
            assertThat(peers.serverEvents.sent()).hasSizeGreaterThan(sent);
            assertThat(peers.client.report().established()).isPresent();
            assertThat(peers.client.receive(new byte[] {22})).isFalse();
        }
    }

    @Test
    void shouldBeSilentWhenClosedDuringTheHandshake() {
        try (Peers peers = new Peers().clientNetwork(_ -> List.of()).begin()) {
            await().atMost(Peers.PATIENCE).until(() -> !peers.clientEvents.sent().isEmpty());
            peers.client.close();
            await().atMost(Peers.PATIENCE).until(() -> peers.budget.pending() == 0);
            assertThat(peers.clientEvents.sent()).allMatch(ClientHelloRecord::isBegunBy);
            assertThat(peers.clientEvents.failures()).isEmpty();
        }
    }
}
