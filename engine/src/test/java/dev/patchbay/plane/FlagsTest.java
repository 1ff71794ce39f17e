package dev.patchbay.plane;

import static dev.patchbay.plane.PlaneFixture.MS;
import static dev.patchbay.plane.PlaneFixture.SECOND;
import static dev.patchbay.plane.TestCall.payloads;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.plan.ComponentStatus.Cell;
import dev.patchbay.plan.DropReason;
import dev.patchbay.plan.Sink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Flags NAT-wait, pierce NAT, drop-traffic; AVPF to AVP; a copy for each of several receivers. */
class FlagsTest {

    private static final byte[] REPORT = Packets.receiverReport(1, 2, 0, 0, 0, 0, 0);
    private static final byte[] NACK = Packets.rtcp(205, 1, 1, 2);

    private final PlaneFixture plane = new PlaneFixture();
    private final TestCall call = new TestCall(plane, "c1");

    @AfterEach
    void close() {
        plane.close();
        assertThat(plane.failedCalls).isEmpty();
    }

    @Test
    void shouldSendNothingToASilentPartyWithNatWait() {
        call.b.natWait = true;
        call.signal();
        call.sendRtp(call.aPhone, call.a, 1);
        assertThat(call.bPhone.take()).isEmpty();
        assertThat(call.a.status.drops(DropReason.NAT_WAIT)).isEqualTo(1);
        call.sendRtp(call.bPhone, call.b, 1);
        byte[] next = call.sendRtp(call.aPhone, call.a, 2);
        assertThat(payloads(call.bPhone)).containsExactly(next);
    }

    @Test
    void shouldOpenTheNatWithEmptyDatagramsUntilThePartyIsHeard() {
        call.a.pierceNat = true;
        call.signal();
        plane.settle();
        assertThat(call.aPhone.take()).singleElement().satisfies(packet -> {
            assertThat(packet.bytes()).isEmpty();
            assertThat(packet.source()).isEqualTo(call.a.local());
        });
        plane.run(SECOND);
        assertThat(call.aPhone.take()).hasSizeBetween(4, 6);
        plane.run(3 * SECOND);
        call.aPhone.take();
        plane.run(10 * SECOND);
        assertThat(call.aPhone.take()).as("one a second later on").hasSizeBetween(9, 11);
        call.sendRtp(call.aPhone, call.a, 1);
        plane.run(5 * SECOND);
        assertThat(call.aPhone.take()).isEmpty();
        assertThat(call.bPhone.take()).hasSize(1);
        assertThat(call.bPhoneRtcp.take()).isEmpty();
    }

    @Test
    void shouldOpenTheNatAgainAtANewAddress() {
        call.a.pierceNat = true;
        call.signal();
        call.sendRtp(call.aPhone, call.a, 1);
        var newPhone = plane.peer();
        call.a.signalled = newPhone.address();
        call.signal();
        plane.run(500 * MS);
        assertThat(newPhone.take()).isNotEmpty();
    }

    @Test
    void shouldStopOpeningTheNatAtTheLimitOrWithTheCall() {
        call.a.pierceNat = true;
        call.signal();
        for (int i = 0; i < 300; i++) {
            plane.network.advance(SECOND);
            plane.turn();
        }
        plane.network.advance(SECOND);
        assertThat(call.aPhone.take()).hasSize(NatPiercer.MAX_PROBES);
        TestCall other = new TestCall(plane, "c2");
        other.a.pierceNat = true;
        other.signal();
        plane.workers.remove("c2");
        plane.settle();
        other.aPhone.take();
        plane.run(2 * SECOND);
        assertThat(other.aPhone.take()).isEmpty();
    }

    @Test
    void shouldDropAndNotCountWhileTrafficIsDropped() {
        call.a.dropTraffic = true;
        call.signal();
        call.sendRtp(plane.peer(), call.a, 1);
        assertThat(call.bPhone.take()).isEmpty();
        assertThat(call.a.get(Cell.PACKETS)).isZero();
        assertThat(call.a.get(Cell.LAST_PACKET_NS)).isZero();
        assertThat(call.a.status.endpoint()).isEqualTo(call.aPhone.address());
        assertThat(call.a.status.drops(DropReason.TRAFFIC_DROPPED)).isEqualTo(1);
        call.a.dropTraffic = false;
        call.signal();
        call.sendRtp(call.aPhone, call.a, 2);
        assertThat(call.bPhone.take()).hasSize(1);
    }

    @Test
    void shouldCutFeedbackForAnAvpReceiver() {
        call.aRtcp.sinks.set(0, new Sink(3, -1, true));
        call.signal();
        call.send(call.aPhoneRtcp, call.aRtcp, Packets.join(NACK, REPORT));
        assertThat(payloads(call.bPhoneRtcp)).containsExactly(REPORT);
        call.send(call.aPhoneRtcp, call.aRtcp, NACK);
        assertThat(call.bPhoneRtcp.take()).isEmpty();
        assertThat(call.aRtcp.status.drops(DropReason.FEEDBACK_ONLY)).isEqualTo(1);
        assertThat(call.aRtcp.get(Cell.ERRORS)).isZero();
        assertThat(call.bRtcp.get(Cell.BYTES_SENT)).isEqualTo(REPORT.length);
        byte[] back = call.send(call.bPhoneRtcp, call.bRtcp, Packets.join(REPORT, NACK));
        assertThat(payloads(call.aPhoneRtcp)).as("the other way nothing is cut").containsExactly(back);
    }

    @Test
    void shouldGiveEachReceiverItsOwnForm() {
        call.aRtcp.sinks.clear();
        call.aRtcp.sinks.add(new Sink(3, -1, true));
        call.aRtcp.sinks.add(new Sink(1, -1, false));
        call.aRtcp.sinks.add(new Sink(2, -1, true));
        call.signal();
        byte[] compound = call.send(call.aPhoneRtcp, call.aRtcp, Packets.join(REPORT, NACK));
        assertThat(payloads(call.bPhoneRtcp)).containsExactly(REPORT);
        assertThat(payloads(call.aPhoneRtcp)).containsExactly(compound);
        assertThat(payloads(call.bPhone)).containsExactly(REPORT);
        assertThat(plane.workers.totals().packets()).as("received once").isEqualTo(1);
    }

    @Test
    void shouldCountTheDropOfOneReceiverAndServeTheOthers() {
        call.a.sinks.add(new Sink(3, -1, false));
        call.b.signalled = null;
        call.signal();
        byte[] packet = call.sendRtp(call.aPhone, call.a, 1);
        assertThat(payloads(call.bPhoneRtcp)).containsExactly(packet);
        assertThat(call.a.status.drops(DropReason.NO_ENDPOINT)).isEqualTo(1);
        assertThat(plane.workers.totals().packets()).isEqualTo(1);
    }

    @Test
    void shouldSayThatThereIsNobodyToForwardTo() {
        call.a.sinks.clear();
        call.signal();
        call.sendRtp(call.aPhone, call.a, 1);
        assertThat(call.a.status.drops(DropReason.NO_SINK)).isEqualTo(1);
        assertThat(call.a.get(Cell.PACKETS)).isEqualTo(1);
        assertThat(plane.workers.totals().packets()).isZero();
    }
}
