package dev.patchbay.dtls;

import static org.awaitility.Awaitility.await;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** A client and a server with a network between them that may do to datagrams what networks do. */
final class Peers implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Resends soon, so that tests of loss are quick; gives up late, so that a slow machine does not matter. */
    static final DtlsSettings SETTINGS = DtlsSettings.DEFAULT.withTimers(Duration.ofSeconds(60), Duration.ofMillis(100));

    final HandshakeBudget budget = new HandshakeBudget(4, 8);
    final RecordingListener clientEvents = new RecordingListener(this::toServer);
    final RecordingListener serverEvents = new RecordingListener(this::toClient);
    private Function<byte[], List<byte[]>> clientNetwork = List::of;
    private Function<byte[], List<byte[]>> serverNetwork = List::of;
    private DtlsCertificate clientCertificate = TestCertificates.OURS;
    private DtlsCertificate serverCertificate = TestCertificates.THEIRS;
    private DtlsSettings clientSettings = SETTINGS;
    private DtlsSettings serverSettings = SETTINGS;
    private Fingerprint expectedOfClient = TestCertificates.OURS.fingerprint(FingerprintHash.SHA_256);
    private Fingerprint expectedOfServer = TestCertificates.THEIRS.fingerprint(FingerprintHash.SHA_256);
    volatile DtlsAssociation client;
    volatile DtlsAssociation server;

    /** @param network what becomes of each datagram of the client */
    Peers clientNetwork(Function<byte[], List<byte[]>> network) {
        clientNetwork = network;
        return this;
    }

    Peers serverNetwork(Function<byte[], List<byte[]>> network) {
        serverNetwork = network;
        return this;
    }

    Peers certificates(DtlsCertificate ofClient, DtlsCertificate ofServer) {
        clientCertificate = ofClient;
        serverCertificate = ofServer;
        expectedOfClient = ofClient.fingerprint(FingerprintHash.SHA_256);
        expectedOfServer = ofServer.fingerprint(FingerprintHash.SHA_256);
        return this;
    }

    Peers settings(DtlsSettings ofClient, DtlsSettings ofServer) {
        clientSettings = ofClient;
        serverSettings = ofServer;
        return this;
    }

    Peers expect(Fingerprint ofClient, Fingerprint ofServer) {
        expectedOfClient = ofClient;
        expectedOfServer = ofServer;
        return this;
    }

    Peers begin() {
        SecureRandom random = new SecureRandom();
        server = new DtlsContext(serverCertificate, serverSettings, random)
                .open(DtlsRole.SERVER, expectedOfClient, budget.share(), serverEvents);
        client = new DtlsContext(clientCertificate, clientSettings, random)
                .open(DtlsRole.CLIENT, expectedOfServer, budget.share(), clientEvents);
        client.start();
        return this;
    }

    Peers awaitKeys() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> org.assertj.core.api.Assertions.assertThat(
                                List.of(client.report().state(), server.report().state()))
                        .as("client %s, server %s", client.report(), server.report())
                        .containsOnly(DtlsState.ESTABLISHED));
        await().atMost(PATIENCE)
                .until(() -> clientEvents.keys().isPresent() && serverEvents.keys().isPresent());
        return this;
    }

    private void toServer(byte[] datagram) {
        clientNetwork.apply(datagram).forEach(server::receive);
    }

    private void toClient(byte[] datagram) {
        serverNetwork.apply(datagram).forEach(client::receive);
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
