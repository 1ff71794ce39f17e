package dev.patchbay.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.dtls.DtlsReport;
import dev.patchbay.dtls.DtlsRole;
import dev.patchbay.dtls.DtlsState;
import dev.patchbay.plan.ComponentStatus.Cell;
import dev.patchbay.plan.DropReason;
import dev.patchbay.sim.SimPeer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Handshakes between a phone and a stepped worker. Only the handshakes' own threads run beside the test. */
class HandshakePlaneTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final PlaneFixture plane = new PlaneFixture();
    private final TestCall call = new TestCall(plane, "c1");
    private DtlsPhone phone;

    @AfterEach
    void close() {
        if (phone != null) {
            phone.close();
        }
        plane.close();
        assertThat(plane.failedCalls).isEmpty();
    }

    private void until(Callable<Boolean> condition) {
        await().pollInSameThread().pollInterval(Duration.ofMillis(2)).atMost(PATIENCE).until(() -> {
            phone.exchange();
            plane.settle();
            return condition.call();
        });
    }

    private void connect(DtlsRole role) {
        phone = new DtlsPhone(call.aPhone, call.a, role);
        call.a.security = phone.security();
        call.signal();
        until(() -> phone.isEstablished() && isEstablished(call.a));
        plane.settle();
    }

    private static boolean isEstablished(ComponentDraft component) {
        return component.status.handshake().map(DtlsReport::state).filter(DtlsState.ESTABLISHED::equals).isPresent();
    }

    private DtlsState state() {
        return call.a.status.handshake().map(DtlsReport::state).orElse(DtlsState.CLOSED);
    }

    private void assertMediaFlows(Srtp srtp, int sequenceNumber) {
        byte[] fromA = Packets.rtp(0, sequenceNumber, sequenceNumber * 160, 0xa);
        call.send(call.aPhone, call.a, srtp.protect(fromA));
        assertThat(TestCall.payloads(call.bPhone)).containsExactly(fromA);
        byte[] fromB = Packets.rtp(0, sequenceNumber, sequenceNumber * 160, 0xb);
        call.send(call.bPhone, call.b, fromB);
        List<byte[]> arrived = phone.takeMedia();
        assertThat(arrived).hasSize(1);
        assertThat(srtp.open(arrived.getFirst())).isEqualTo(fromB);
    }

    @ParameterizedTest
    @EnumSource(DtlsRole.class)
    void shouldKeyMediaInEitherRole(DtlsRole phoneRole) {
        connect(phoneRole);
        assertMediaFlows(phone.srtp(), 1);
        assertThat(call.a.status.handshake().orElseThrow().established()).isPresent();
    }

    @Test
    void shouldKeepMediaBackBeforeThereAreKeys() {
        phone = new DtlsPhone(call.aPhone, call.a, DtlsRole.CLIENT);
        call.a.security = phone.security();
        call.signal();
        call.sendRtp(call.bPhone, call.b, 1);
        call.sendRtp(call.aPhone, call.a, 1);
        assertThat(TestCall.payloads(call.bPhone)).isEmpty();
        assertThat(call.b.status.drops(DropReason.SRTP_NOT_KEYED)).isEqualTo(1);
        assertThat(call.a.status.drops(DropReason.SRTP_NOT_KEYED)).isEqualTo(1);
    }

    @Test
    void shouldKeepKeysWhenTheSamePartyIsSignalledAgain() {
        connect(DtlsRole.CLIENT);
        Srtp srtp = phone.srtp();
        assertMediaFlows(srtp, 1);
        call.signal();
        assertThat(call.a.status.handshake().orElseThrow().attempts()).isEqualTo(1);
        assertMediaFlows(srtp, 2);
    }

    @Test
    void shouldShakeHandsAgainWhenTheFingerprintChanges() {
        connect(DtlsRole.CLIENT);
        Srtp former = phone.srtp();
        assertMediaFlows(former, 1);
        phone.close();

        phone = new DtlsPhone(call.aPhone, call.a, DtlsRole.CLIENT);
        call.a.security = phone.security();
        call.signal();
        call.send(call.aPhone, call.a, former.protect(Packets.rtp(0, 2, 320, 0xa)));
        assertThat(TestCall.payloads(call.bPhone)).as("media under the former keys").isEmpty();

        until(() -> phone.isEstablished() && isEstablished(call.a));
        plane.settle();
        phone.takeMedia();
        assertMediaFlows(phone.srtp(), 3);
    }

    @Test
    void shouldRefuseAPeerWithAnotherCertificate() {
        phone = new DtlsPhone(call.aPhone, call.a, DtlsRole.CLIENT);
        DtlsPhone other = new DtlsPhone(call.bPhone, call.b, DtlsRole.CLIENT);
        call.a.security = other.security();
        call.signal();
        until(() -> !plane.failedHandshakes.isEmpty());
        assertThat(plane.failedHandshakes.getFirst()).contains("does not match its a=fingerprint");
        assertThat(state()).isEqualTo(DtlsState.FAILED);
        other.close();
    }

    @Test
    void shouldNotLetStrangersIn() {
        SimPeer stranger = plane.peer();
        DtlsPhone attacker = new DtlsPhone(stranger, call.a, DtlsRole.CLIENT);
        await().atMost(PATIENCE).until(() -> attacker.firstDatagram().isPresent());
        byte[] hello = attacker.firstDatagram().orElseThrow();
        phone = new DtlsPhone(call.aPhone, call.a, DtlsRole.CLIENT);
        call.a.security = phone.security();
        call.signal();

        call.send(stranger, call.a, hello);
        assertThat(state()).as("before").isEqualTo(DtlsState.WAITING);
        assertThat(call.a.status.handshake().orElseThrow().attempts()).isZero();

        await().atMost(PATIENCE).until(() -> phone.firstDatagram().isPresent());
        phone.exchange();
        plane.settle();
        assertThat(state()).as("during").isEqualTo(DtlsState.HANDSHAKING);
        call.send(stranger, call.a, hello);
        until(() -> phone.isEstablished() && isEstablished(call.a));
        plane.settle();

        call.send(stranger, call.a, hello);
        assertThat(state()).as("after").isEqualTo(DtlsState.ESTABLISHED);
        assertThat(call.a.status.handshake().orElseThrow().attempts()).isEqualTo(1);
        assertMediaFlows(phone.srtp(), 1);

        assertThat(call.a.status.drops(DropReason.HANDSHAKE_SOURCE)).isEqualTo(3);
        assertThat(stranger.take()).as("what a stranger gets").isEmpty();
        attacker.close();
    }

    @Test
    void shouldShakeHandsForRtpAndRtcpApart() {
        connect(DtlsRole.SERVER);
        try (DtlsPhone rtcp = new DtlsPhone(call.aPhoneRtcp, call.aRtcp, DtlsRole.SERVER)) {
            call.aRtcp.security = rtcp.security();
            call.signal();
            until(() -> {
                rtcp.exchange();
                return rtcp.isEstablished() && isEstablished(call.aRtcp);
            });
            plane.settle();
            byte[] report = Packets.receiverReport(0xa, 0xb, 0, 0, 0, 0, 0);
            call.send(call.aPhoneRtcp, call.aRtcp, rtcp.srtp().protect(report));
            assertThat(TestCall.payloads(call.bPhoneRtcp)).containsExactly(report);
            assertMediaFlows(phone.srtp(), 1);
        }
    }

    @Test
    void shouldCloseTheAssociationWithTheCall() {
        connect(DtlsRole.CLIENT);
        plane.workers.remove("c1");
        plane.turn();
        await().atMost(PATIENCE).until(() -> call.a.status.handshake().isEmpty());
        assertThat(call.a.get(Cell.ERRORS)).isZero();
    }

    @Test
    void shouldLeaveDtlsOfPlainMediaToThePeers() {
        call.signal();
        byte[] datagram = new byte[40];
        datagram[0] = 22;
        call.send(call.aPhone, call.a, datagram);
        assertThat(TestCall.payloads(call.bPhone)).containsExactly(datagram);
    }
}
