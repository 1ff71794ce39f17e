package dev.patchbay.plane;

import static dev.patchbay.plane.TestCall.payloads;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.net.TransportAddress;
import dev.patchbay.plan.ComponentPlan;
import dev.patchbay.plan.ComponentStatus.Cell;
import dev.patchbay.plan.ForwardingPlan;
import dev.patchbay.plan.MediaPort;
import dev.patchbay.plan.Sink;
import dev.patchbay.quality.MosFormula;
import dev.patchbay.sim.SimPeer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A new plan takes the place of the former one between two packets. */
class PlanExchangeTest {

    private final PlaneFixture plane = new PlaneFixture();
    private final TestCall call = new TestCall(plane, "c1");

    @AfterEach
    void close() {
        plane.close();
        assertThat(plane.network.boundSockets()).as("every socket is closed at the end").isZero();
    }

    @Test
    void shouldCloseAndReportPortsThatLeftAndServeThoseThatCame() {
        call.signal();
        call.sendRtp(call.aPhone, call.a, 1);
        MediaPort old = call.a.ports.getFirst();
        MediaPort fresh = plane.port();
        call.a.ports.set(0, fresh);
        call.signal();
        assertThat(plane.closedPorts).containsExactly(old);
        assertThat(call.a.status.selectedPort()).isEqualTo(fresh);
        call.bPhone.take();
        call.aPhone.send(old.local(), Packets.rtp(0, 2, 320, 7));
        byte[] onFresh = call.sendRtp(call.aPhone, call.a, 3);
        assertThat(payloads(call.bPhone)).containsExactly(onFresh);
        assertThat(call.a.get(Cell.PACKETS)).as("counters outlive plans").isEqualTo(2);
    }

    @Test
    void shouldKeepServingPortsThatMoveToAnotherComponent() {
        call.signal();
        MediaPort rtcpPort = call.aRtcp.ports.removeFirst();
        call.a.ports.add(rtcpPort);
        call.signal();
        assertThat(plane.closedPorts).isEmpty();
        byte[] rtp = Packets.rtp(0, 1, 160, 7);
        call.aPhone.send(rtcpPort.local(), rtp);
        plane.settle();
        assertThat(payloads(call.bPhone)).containsExactly(rtp);
    }

    @Test
    void shouldReportPortsOnlyWhenTheKernelHasLetThemGo() {
        call.signal();
        plane.network.setHoldsSockets(true);
        plane.workers.remove("c1");
        plane.turn();
        assertThat(plane.closedPorts).isEmpty();
        plane.network.setHoldsSockets(false);
        plane.turn();
        assertThat(plane.closedPorts).hasSize(4);
        plane.turn();
        assertThat(plane.closedPorts).hasSize(4);
    }

    @Test
    void shouldMeetTheNewPlanWithAPacketThatWasSentAfterIt() {
        call.signal();
        SimPeer elsewhere = plane.peer();
        byte[] packet = Packets.rtp(0, 1, 160, 7);
        call.b.signalled = elsewhere.address();
        // The answer with the new address comes while the worker waits, and so does the packet after it.
        plane.network.meanwhile(() -> {
            plane.workers.apply(new ForwardingPlan(
                    "c1",
                    plane.network.nowNs(),
                    call.drafts().stream().map(ComponentDraft::plan).toList(),
                    List.of()));
            call.aPhone.send(call.a.local(), packet);
            plane.network.advance(0);
        });
        plane.settle();
        assertThat(payloads(elsewhere)).containsExactly(packet);
        assertThat(call.bPhone.take()).isEmpty();
    }

    @Test
    void shouldForgetComponentsThatLeft() {
        call.signal();
        plane.workers.apply(new ForwardingPlan("c1", plane.network.nowNs(), List.of(
                withoutSinks(call.a), withoutSinks(call.b)), List.of()));
        plane.turn();
        assertThat(plane.closedPorts)
                .containsExactlyInAnyOrder(call.aRtcp.ports.getFirst(), call.bRtcp.ports.getFirst());
        call.send(call.aPhoneRtcp, call.aRtcp, Packets.receiverReport(1, 2, 0, 0, 0, 0, 0));
        assertThat(call.bPhoneRtcp.take()).isEmpty();
        assertThat(call.aRtcp.status.selectedPort()).isNull();
    }

    private static ComponentPlan withoutSinks(ComponentDraft draft) {
        draft.sinks.clear();
        return draft.plan();
    }

    @Test
    void shouldGiveTheTokenOfAClosedPortToTheNextWithoutMixingCalls() {
        call.signal();
        plane.workers.remove("c1");
        plane.turn();
        TestCall next = new TestCall(plane, "c2");
        next.signal();
        call.sendRtp(call.aPhone, call.a, 1);
        assertThat(next.bPhone.take()).isEmpty();
        byte[] rtp = next.sendRtp(next.aPhone, next.a, 1);
        assertThat(payloads(next.bPhone)).containsExactly(rtp);
        assertThat(plane.network.undeliverable()).isEqualTo(1);
    }

    @Test
    void shouldServeMoreCallsThanItBeganWith() {
        call.signal();
        for (int i = 0; i < 100; i++) {
            TestCall other = new TestCall(plane, "many-" + i);
            other.signal();
            byte[] rtp = other.sendRtp(other.aPhone, other.a, i);
            assertThat(payloads(other.bPhone)).containsExactly(rtp);
        }
    }

    @Test
    void shouldIgnoreTheEndOfAnUnknownCall() {
        plane.workers.remove("nobody");
        plane.turn();
        assertThat(plane.closedPorts).isEmpty();
        assertThat(plane.workers.ssrcReports("nobody")).isNotDone();
        var reports = plane.workers.ssrcReports("nobody");
        plane.turn();
        assertThat(reports).isCompletedWithValue(List.of());
        call.signal();
    }

    @Test
    void shouldRefuseASinkThatIsNotInThePlan() {
        call.a.sinks.set(0, new Sink(4, -1, false));
        assertThatThrownBy(call::signal).isInstanceOf(IndexOutOfBoundsException.class);
        call.a.sinks.set(0, new Sink(2, 4, false));
        assertThatThrownBy(call::signal).isInstanceOf(IndexOutOfBoundsException.class);
        call.a.sinks.set(0, new Sink(2, -1, false));
        call.signal();
    }

    @Test
    void shouldSpreadCallsOverWorkersAndKeepBothLegsTogether() {
        try (PlaneFixture many = new PlaneFixture(7, 4, MosFormula.CQ)) {
            for (int i = 0; i < 40; i++) {
                TestCall one = new TestCall(many, "spread-" + i);
                one.signal();
                byte[] rtp = one.sendRtp(one.aPhone, one.a, 1);
                byte[] back = one.sendRtp(one.bPhone, one.b, 1);
                assertThat(payloads(one.bPhone)).containsExactly(rtp);
                assertThat(payloads(one.aPhone)).containsExactly(back);
            }
            assertThat(many.workers.totals().packets()).isEqualTo(80);
        }
        call.signal();
    }

    @Test
    void shouldRefusePlansAndAnswerNothingAfterClosing() {
        call.signal();
        plane.close();
        assertThat(plane.closedPorts).hasSize(4);
        assertThatThrownBy(call::signal).isInstanceOf(IllegalStateException.class);
        assertThat(plane.workers.ssrcReports("c1")).isCompletedWithValue(List.of());
    }

    @Test
    void shouldLoseOnlyTheCallThatMeetsADefect() {
        TestCall other = new TestCall(plane, "c2");
        call.signal();
        other.signal();
        plane.failOnEndpoint = "c1";
        plane.run(3 * PlaneFixture.SECOND);
        call.sendRtp(call.aPhone, call.a, 1);
        assertThat(plane.failedCalls).containsExactly("c1");
        assertThat(plane.closedPorts).hasSize(4);
        assertThat(plane.workers.totals().failures()).isEqualTo(1);
        byte[] rtp = other.sendRtp(other.aPhone, other.a, 1);
        assertThat(payloads(other.bPhone)).containsExactly(rtp);
        call.signal();
        assertThat(plane.failedCalls).as("its ports are gone, so the next plan can only wait").containsExactly("c1");
    }

    @Test
    void shouldCloseThePortsOfAPlanThatCouldNotBeApplied() {
        MediaPort broken = new MediaPort(new BrokenSocket(), "default");
        call.b.ports.add(broken);
        call.signal();
        assertThat(plane.failedCalls).containsExactly("c1");
        assertThat(plane.closedPorts)
                .contains(call.a.ports.getFirst(), call.aRtcp.ports.getFirst(), call.b.ports.getFirst(), broken);
    }

    /** A socket of some other implementation, as after a mix-up of tiers. */
    private static final class BrokenSocket implements dev.patchbay.linux.datagram.MediaSocket {
        @Override
        public TransportAddress local() {
            return TransportAddress.of("192.0.2.1", 1);
        }

        @Override
        public void setTrafficClass(int value) {}

        @Override
        public void close() {}
    }
}
