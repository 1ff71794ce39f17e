package dev.patchbay.plane;

import static dev.patchbay.plane.PlaneFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.plan.ComponentStatus.Cell;
import dev.patchbay.plan.EndpointRule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ForwardingTest {

    private final PlaneFixture plane = new PlaneFixture();
    private final TestCall call = new TestCall(plane, "c1");

    @AfterEach
    void close() {
        plane.close();
        assertThat(plane.failedCalls).isEmpty();
        assertThat(plane.network.boundSockets()).isZero();
    }

    @Test
    void shouldRelayRtpBothWays() {
        call.signal();
        byte[] one = call.sendRtp(call.aPhone, call.a, 1);
        assertThat(call.bPhone.take()).singleElement().satisfies(packet -> {
            assertThat(packet.bytes()).isEqualTo(one);
            assertThat(packet.source()).isEqualTo(call.b.local());
        });
        byte[] two = call.sendRtp(call.bPhone, call.b, 1);
        assertThat(TestCall.received(call.aPhone, two)).isTrue();
        assertThat(call.a.get(Cell.PACKETS)).isEqualTo(1);
        assertThat(call.a.get(Cell.BYTES)).isEqualTo(172);
        assertThat(call.a.get(Cell.PACKETS_SENT)).isEqualTo(1);
        assertThat(call.a.get(Cell.ERRORS)).isZero();
        assertThat(plane.workers.totals().packets()).isEqualTo(2);
        assertThat(plane.workers.totals().bytes()).isEqualTo(344);
    }

    @Test
    void shouldFollowTheRealSourceAndConfirmItAfterThreeSeconds() {
        call.signal();
        var nat = plane.peer();
        call.sendRtp(nat, call.a, 1);
        assertThat(TestCall.endpoint(call.a)).isEqualTo(nat.address());
        assertThat(call.a.status.rule()).isEqualTo(EndpointRule.LEARNING);
        byte[] back = call.sendRtp(call.bPhone, call.b, 1);
        assertThat(TestCall.received(nat, back)).isTrue();
        plane.run(3 * SECOND);
        assertThat(call.a.status.isConfirmed()).isFalse();
        call.sendRtp(nat, call.a, 2);
        assertThat(call.a.status.isConfirmed()).isTrue();
        assertThat(call.a.status.rule()).isEqualTo(EndpointRule.LEARNED);
        assertThat(plane.endpoints)
                .containsExactly(new PlaneFixture.EndpointEvent("c1", call.a.status, false));
    }

    @Test
    void shouldCloseAndReportAllPortsOfARemovedCall() {
        call.signal();
        plane.workers.remove("c1");
        plane.turn();
        assertThat(plane.closedPorts)
                .containsExactlyInAnyOrder(
                        call.a.ports.getFirst(),
                        call.b.ports.getFirst(),
                        call.aRtcp.ports.getFirst(),
                        call.bRtcp.ports.getFirst());
        call.sendRtp(call.aPhone, call.a, 1);
        assertThat(call.bPhone.take()).isEmpty();
    }
}
