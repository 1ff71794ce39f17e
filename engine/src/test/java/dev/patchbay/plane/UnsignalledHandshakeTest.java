package dev.patchbay.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.dtls.DtlsReport;
import dev.patchbay.dtls.DtlsRole;
import dev.patchbay.dtls.DtlsState;
import dev.patchbay.plan.DropReason;
import dev.patchbay.plan.EndpointLearning;
import dev.patchbay.plan.EndpointRule;
import dev.patchbay.sim.SimPeer;
import dev.patchbay.sim.TestHandshakes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A phone behind NAT without ICE: its handshake comes from another address than its SDP says. The relay was told to allow that. */
class UnsignalledHandshakeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final PlaneFixture plane = new PlaneFixture(TestHandshakes.LEARNING);
    private final TestCall call = new TestCall(plane, "c1");
    private final SimPeer natted = plane.peer();
    private final List<DtlsPhone> phones = new ArrayList<>();

    @AfterEach
    void close() {
        phones.forEach(DtlsPhone::close);
        plane.close();
        assertThat(plane.failedCalls).isEmpty();
    }

    private DtlsPhone phone(SimPeer at) {
        DtlsPhone phone = new DtlsPhone(at, call.a, DtlsRole.CLIENT);
        phones.add(phone);
        return phone;
    }

    private void until(Callable<Boolean> condition, DtlsPhone... active) {
        await().pollInSameThread().pollInterval(Duration.ofMillis(2)).atMost(PATIENCE).until(() -> {
            for (DtlsPhone phone : active) {
                phone.exchange();
            }
            plane.settle();
            return condition.call();
        });
    }

    private DtlsState state() {
        return call.a.status.handshake().map(DtlsReport::state).orElse(DtlsState.CLOSED);
    }

    private boolean isEstablished() {
        return state() == DtlsState.ESTABLISHED;
    }

    private void connect(DtlsPhone phone) {
        until(() -> phone.isEstablished() && isEstablished(), phone);
        plane.settle();
    }

    /** The ClientHello of a phone that says nothing else. */
    private byte[] hello(DtlsPhone phone) {
        await().atMost(PATIENCE).until(() -> phone.firstDatagram().isPresent());
        return phone.firstDatagram().orElseThrow();
    }

    private void assertHears(DtlsPhone phone, int sequenceNumber) {
        byte[] fromB = Packets.rtp(0, sequenceNumber, sequenceNumber * 160, 0xb);
        call.send(call.bPhone, call.b, fromB);
        List<byte[]> arrived = phone.takeMedia();
        assertThat(arrived).hasSize(1);
        assertThat(phone.srtp().open(arrived.getFirst())).isEqualTo(fromB);
    }

    @Test
    void shouldShakeHandsWithAPhoneBehindNatAndSendThere() {
        DtlsPhone phone = phone(natted);
        call.a.security = phone.security();
        call.signal();
        connect(phone);
        assertThat(call.a.status.endpoint()).isEqualTo(natted.address());
        assertThat(call.a.status.rule()).isEqualTo(EndpointRule.HANDSHAKE);
        assertHears(phone, 1);
        byte[] fromA = Packets.rtp(0, 1, 160, 0xa);
        call.send(natted, call.a, phone.srtp().protect(fromA));
        assertThat(TestCall.payloads(call.bPhone)).containsExactly(fromA);
    }

    @Test
    void shouldBelieveNobodyWithAnotherCertificate() {
        DtlsPhone phone = phone(call.aPhone);
        DtlsPhone attacker = phone(natted);
        call.a.security = phone.security();
        call.signal();
        until(() -> !plane.failedHandshakes.isEmpty(), attacker);
        assertThat(plane.failedHandshakes.getFirst()).contains("does not match its a=fingerprint");
        assertThat(call.a.status.endpoint()).isEqualTo(call.aPhone.address());
        connect(phone);
        assertHears(phone, 1);
    }

    @Test
    void shouldLetTheSignalledAddressTakeTheHandshakeOver() {
        DtlsPhone phone = phone(call.aPhone);
        DtlsPhone attacker = phone(natted);
        call.a.security = phone.security();
        call.signal();
        call.send(natted, call.a, hello(attacker));
        assertThat(state()).isEqualTo(DtlsState.HANDSHAKING);
        connect(phone);
        assertHears(phone, 1);
        assertThat(plane.workers.totals().security().handshakes()).isEqualTo(1);
    }

    @Test
    void shouldListenToOneUnknownAddressAtATime() {
        DtlsPhone phone = phone(natted);
        SimPeer other = plane.peer();
        DtlsPhone attacker = phone(other);
        call.a.security = phone.security();
        call.signal();
        call.send(natted, call.a, hello(phone));
        call.send(other, call.a, hello(attacker));
        assertThat(call.a.status.drops(DropReason.HANDSHAKE_SOURCE)).isEqualTo(1);
        connect(phone);
        call.send(other, call.a, hello(attacker));
        assertThat(isEstablished()).isTrue();
        assertThat(other.take()).as("what a stranger gets").isEmpty();
        assertThat(plane.workers.totals().security().strayHandshakes()).isEqualTo(2);
    }

    @Test
    void shouldNotDisturbAHandshakeThatTheSignalledAddressHasBegun() {
        DtlsPhone phone = phone(call.aPhone);
        DtlsPhone attacker = phone(natted);
        call.a.security = phone.security();
        call.signal();
        call.send(call.aPhone, call.a, hello(phone));
        assertThat(state()).isEqualTo(DtlsState.HANDSHAKING);
        call.send(natted, call.a, hello(attacker));
        connect(phone);
        assertThat(natted.take()).as("what a stranger gets").isEmpty();
        assertHears(phone, 1);
    }

    @Test
    void shouldAllowItOnlyWhereAnAddressMayBeLearned() {
        DtlsPhone phone = phone(natted);
        call.a.security = phone.security();
        call.a.learning = EndpointLearning.OFF;
        call.signal();
        call.send(natted, call.a, hello(phone));
        assertThat(state()).as("flag asymmetric").isEqualTo(DtlsState.WAITING);
        assertThat(natted.take()).isEmpty();
    }

    @Test
    void shouldTakeNothingButAClientHello() {
        DtlsPhone phone = phone(call.aPhone);
        call.a.security = phone.security();
        call.signal();
        byte[] alert = {21, (byte) 254, (byte) 253, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 40};
        call.send(natted, call.a, alert);
        assertThat(state()).isEqualTo(DtlsState.WAITING);
        assertThat(call.a.status.drops(DropReason.HANDSHAKE_SOURCE)).isEqualTo(1);
        connect(phone);
    }
}
