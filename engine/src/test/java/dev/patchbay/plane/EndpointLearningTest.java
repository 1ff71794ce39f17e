package dev.patchbay.plane;

import static dev.patchbay.plane.PlaneFixture.MS;
import static dev.patchbay.plane.PlaneFixture.SECOND;
import static dev.patchbay.plane.TestCall.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.net.TransportAddress;
import dev.patchbay.plan.ComponentStatus.Cell;
import dev.patchbay.plan.DropReason;
import dev.patchbay.plan.EndpointLearning;
import dev.patchbay.plan.EndpointRule;
import dev.patchbay.plan.MediaPort;
import dev.patchbay.plane.PlaneFixture.EndpointEvent;
import dev.patchbay.sim.SimPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was tried on rtpengine 10.5 with one party and several sources. */
class EndpointLearningTest {

    private final PlaneFixture plane = new PlaneFixture();
    private final TestCall call = new TestCall(plane, "c1");
    private final SimPeer one = plane.peer();
    private final SimPeer two = plane.peer();

    @AfterEach
    void close() {
        plane.close();
        assertThat(plane.failedCalls).isEmpty();
    }

    @Test
    void shouldUseTheSdpAddressUntilAPacketArrives() {
        call.signal();
        assertThat(endpoint(call.a)).isEqualTo(call.aPhone.address());
        assertThat(call.a.status.rule()).isEqualTo(EndpointRule.SIGNALLED);
        call.sendRtp(call.aPhone, call.a, 1);
        assertThat(call.a.status.rule()).isEqualTo(EndpointRule.SIGNALLED_SEEN);
        assertThat(call.a.status.isConfirmed()).isFalse();
    }

    @Test
    void shouldFollowTheNewestSourceInTheWindowAndNobodyAfterIt() {
        call.signal();
        call.sendRtp(one, call.a, 1);
        assertThat(endpoint(call.a)).isEqualTo(one.address());
        call.sendRtp(two, call.a, 2);
        assertThat(endpoint(call.a)).isEqualTo(two.address());
        call.sendRtp(one, call.a, 3);
        assertThat(endpoint(call.a)).isEqualTo(one.address());
        plane.run(3 * SECOND);
        call.sendRtp(one, call.a, 4);
        assertThat(call.a.status.isConfirmed()).isTrue();
        byte[] stranger = call.sendRtp(two, call.a, 5);
        assertThat(endpoint(call.a)).isEqualTo(one.address());
        assertThat(TestCall.received(call.bPhone, stranger)).as("accepted from anywhere").isTrue();
    }

    @Test
    void shouldOpenAnotherWindowWithTheNextSignal() {
        call.signal();
        call.sendRtp(one, call.a, 1);
        plane.run(3 * SECOND);
        call.sendRtp(one, call.a, 2);
        call.signal();
        assertThat(endpoint(call.a)).as("kept").isEqualTo(one.address());
        assertThat(call.a.status.isConfirmed()).isFalse();
        call.sendRtp(two, call.a, 3);
        assertThat(endpoint(call.a)).isEqualTo(two.address());
        plane.run(3 * SECOND);
        call.sendRtp(two, call.a, 4);
        assertThat(call.a.status.isConfirmed()).isTrue();
    }

    @Test
    void shouldKeepTheConfirmationWhenThePlanChangesWithoutASignal() {
        call.signal();
        call.sendRtp(one, call.a, 1);
        plane.run(3 * SECOND);
        call.sendRtp(one, call.a, 2);
        call.applyAgain();
        assertThat(call.a.status.isConfirmed()).isTrue();
        call.sendRtp(two, call.a, 3);
        assertThat(endpoint(call.a)).isEqualTo(one.address());
    }

    @Test
    void shouldTakeTheFirstPacketAtOnceWhenImmediate() {
        call.a.learning = EndpointLearning.IMMEDIATE;
        call.signal();
        call.sendRtp(one, call.a, 1);
        assertThat(call.a.status.isConfirmed()).isTrue();
        assertThat(call.a.status.rule()).isEqualTo(EndpointRule.FIRST_PACKET);
        call.sendRtp(two, call.a, 2);
        assertThat(endpoint(call.a)).isEqualTo(one.address());
    }

    @Test
    void shouldKeepTheSdpAddressWhenLearningIsOff() {
        call.a.learning = EndpointLearning.OFF;
        call.signal();
        byte[] packet = call.sendRtp(one, call.a, 1);
        assertThat(TestCall.received(call.bPhone, packet)).isTrue();
        assertThat(endpoint(call.a)).isEqualTo(call.aPhone.address());
        assertThat(call.a.status.rule()).isEqualTo(EndpointRule.SIGNALLED_FINAL);
        assertThat(call.a.status.isConfirmed()).isTrue();
    }

    @Test
    void shouldReturnToTheSdpAddressWhenLearningIsSwitchedOff() {
        call.signal();
        call.sendRtp(one, call.a, 1);
        call.a.learning = EndpointLearning.OFF;
        call.signal();
        assertThat(endpoint(call.a)).isEqualTo(call.aPhone.address());
    }

    @Test
    void shouldPreferTheLikestSourceWhenHeuristic() {
        call.a.learning = EndpointLearning.HEURISTIC;
        call.signal();
        TransportAddress sdp = call.aPhone.address();
        SimPeer differsInBoth = plane.network.peer("203.0.113.1", 1111);
        SimPeer samePort = plane.network.peer("203.0.113.2", sdp.port());
        SimPeer sameIp = plane.network.peer(sdp.ip().toString(), 2222);
        SimPeer otherPortSameIp = plane.network.peer(sdp.ip().toString(), 3333);
        call.sendRtp(differsInBoth, call.a, 1);
        assertThat(endpoint(call.a)).isEqualTo(differsInBoth.address());
        call.sendRtp(samePort, call.a, 2);
        assertThat(endpoint(call.a)).isEqualTo(samePort.address());
        call.sendRtp(sameIp, call.a, 3);
        assertThat(endpoint(call.a)).isEqualTo(sameIp.address());
        call.sendRtp(otherPortSameIp, call.a, 4);
        assertThat(endpoint(call.a)).as("newest of its kind").isEqualTo(otherPortSameIp.address());
        call.sendRtp(differsInBoth, call.a, 5);
        call.sendRtp(samePort, call.a, 6);
        assertThat(endpoint(call.a)).isEqualTo(otherPortSameIp.address());
        plane.run(3 * SECOND);
        call.sendRtp(differsInBoth, call.a, 7);
        assertThat(endpoint(call.a)).isEqualTo(otherPortSameIp.address());
        assertThat(call.a.status.isConfirmed()).isTrue();
        assertThat(call.a.status.rule()).isEqualTo(EndpointRule.HEURISTIC);
    }

    @Test
    void shouldForgetHeuristicCandidatesWithTheNextSignal() {
        call.a.learning = EndpointLearning.HEURISTIC;
        call.signal();
        call.sendRtp(call.aPhone, call.a, 1);
        call.signal();
        call.sendRtp(one, call.a, 2);
        assertThat(endpoint(call.a)).isEqualTo(one.address());
    }

    @Test
    void shouldNotLearnFromRtcpOnAnRtpComponent() {
        call.signal();
        byte[] stray = call.send(one, call.a, Packets.receiverReport(1, 2, 0, 0, 0, 0, 0));
        assertThat(TestCall.received(call.bPhone, stray)).as("relayed nevertheless").isTrue();
        assertThat(endpoint(call.a)).isEqualTo(call.aPhone.address());
        assertThat(call.a.status.rule()).isEqualTo(EndpointRule.SIGNALLED);
    }

    @Test
    void shouldLearnOnEachComponentByItself() {
        call.signal();
        call.send(one, call.aRtcp, Packets.receiverReport(1, 2, 0, 0, 0, 0, 0));
        assertThat(endpoint(call.aRtcp)).isEqualTo(one.address());
        assertThat(endpoint(call.a)).isEqualTo(call.aPhone.address());
    }

    @Test
    void shouldForwardButNotLearnBeforeThePartyIsSignalled() {
        call.b.signalled = null;
        call.signal();
        byte[] early = call.sendRtp(call.bPhone, call.b, 1);
        assertThat(TestCall.received(call.aPhone, early)).isTrue();
        assertThat(endpoint(call.b)).isNull();
        assertThat(call.b.status.rule()).isEqualTo(EndpointRule.UNKNOWN);
        call.sendRtp(call.aPhone, call.a, 1);
        assertThat(call.a.status.drops(DropReason.NO_ENDPOINT)).isEqualTo(1);
        assertThat(call.a.get(Cell.ERRORS)).isZero();
        assertThat(call.a.get(Cell.PACKETS)).isEqualTo(1);
    }

    @Test
    void shouldDropStrangersOnlyAfterConfirmationWhenStrict() {
        call.a.strictSource = true;
        call.signal();
        byte[] inWindow = call.sendRtp(one, call.a, 1);
        assertThat(TestCall.received(call.bPhone, inWindow)).isTrue();
        call.sendRtp(call.aPhone, call.a, 2);
        plane.run(3 * SECOND);
        call.sendRtp(call.aPhone, call.a, 3);
        call.bPhone.take();
        long heardAt = call.a.get(Cell.LAST_PACKET_NS);
        call.sendRtp(one, call.a, 4);
        assertThat(call.bPhone.take()).isEmpty();
        assertThat(call.a.status.drops(DropReason.WRONG_SOURCE)).isEqualTo(1);
        assertThat(call.a.get(Cell.ERRORS)).isEqualTo(1);
        assertThat(call.a.get(Cell.PACKETS)).isEqualTo(4);
        assertThat(call.a.get(Cell.LAST_PACKET_NS)).as("a stranger keeps no call alive").isEqualTo(heardAt);
        assertThat(plane.workers.totals().errors()).isEqualTo(1);
    }

    @Test
    void shouldDropStrangersAtOnceWhenStrictWithoutLearning() {
        call.a.strictSource = true;
        call.a.learning = EndpointLearning.OFF;
        call.signal();
        call.sendRtp(one, call.a, 1);
        assertThat(call.bPhone.take()).isEmpty();
        byte[] good = call.sendRtp(call.aPhone, call.a, 2);
        assertThat(TestCall.received(call.bPhone, good)).isTrue();
    }

    @Test
    void shouldFollowAMoveAfterConfirmationWithMediaHandover() {
        call.a.mediaHandover = true;
        call.signal();
        call.sendRtp(call.aPhone, call.a, 1);
        plane.run(4 * SECOND);
        call.sendRtp(call.aPhone, call.a, 2);
        plane.endpoints.clear();
        plane.run(SECOND);
        call.sendRtp(one, call.a, 3);
        assertThat(endpoint(call.a)).isEqualTo(one.address());
        assertThat(call.a.status.rule()).isEqualTo(EndpointRule.HANDOVER);
        assertThat(call.a.status.isConfirmed()).isFalse();
        assertThat(plane.endpoints).containsExactly(new EndpointEvent("c1", call.a.status, true));
        call.sendRtp(one, call.a, 4);
        assertThat(call.a.status.isConfirmed()).isTrue();
    }

    @Test
    void shouldReportAFlappingHandoverOncePerSecond() {
        call.a.mediaHandover = true;
        call.signal();
        plane.run(3 * SECOND);
        for (int i = 0; i < 500; i++) {
            call.sendRtp(i % 2 == 0 ? one : two, call.a, i);
        }
        assertThat(plane.endpoints).hasSizeBetween(1, 2);
    }

    @Test
    void shouldConfirmTheSilentSideWhenUnidirectional() {
        call.a.unidirectional = true;
        call.signal();
        call.sendRtp(call.aPhone, call.a, 1);
        assertThat(call.b.status.isConfirmed()).isTrue();
        assertThat(endpoint(call.b)).isEqualTo(call.bPhone.address());
        assertThat(call.a.status.isConfirmed()).isFalse();
    }

    @Test
    void shouldSendNothingToAZeroAddressAndNotLearnMeanwhile() {
        call.signal();
        call.sendRtp(call.aPhone, call.a, 1);
        call.a.signalled = TransportAddress.of("0.0.0.0", 4000);
        call.signal();
        byte[] fromHeld = call.sendRtp(call.aPhone, call.a, 2);
        assertThat(TestCall.received(call.bPhone, fromHeld)).isTrue();
        call.sendRtp(call.bPhone, call.b, 1);
        assertThat(call.aPhone.take()).isEmpty();
        assertThat(call.b.status.drops(DropReason.NO_ENDPOINT)).isEqualTo(1);
    }

    @Test
    void shouldSendFromTheLocalPortThePartySendsTo() {
        MediaPort second = plane.port("192.0.2.2");
        call.a.ports.add(second);
        call.signal();
        assertThat(call.a.status.selectedPort()).isEqualTo(call.a.ports.getFirst());
        call.aPhone.send(second.local(), Packets.rtp(0, 1, 160, 7));
        plane.settle();
        assertThat(call.a.status.selectedPort()).isEqualTo(second);
        call.sendRtp(call.bPhone, call.b, 1);
        assertThat(call.aPhone.take()).singleElement().satisfies(p -> assertThat(p.source()).isEqualTo(second.local()));
        call.signal();
        assertThat(call.a.status.selectedPort()).as("kept by the next plan").isEqualTo(second);
        call.a.ports.remove(second);
        call.signal();
        assertThat(call.a.status.selectedPort()).isEqualTo(call.a.ports.getFirst());
    }

    @Test
    void shouldSendFromAPortOfTheEndpointsFamily() {
        MediaPort six = plane.port(PlaneFixture.RELAY_IP6);
        call.a.ports.addFirst(six);
        call.signal();
        assertThat(call.a.status.selectedPort()).isEqualTo(call.a.ports.getLast());
        SimPeer sixPhone = plane.network.peer("2001:db8::2", 4000);
        sixPhone.send(six.local(), Packets.rtp(0, 1, 160, 7));
        plane.settle();
        assertThat(endpoint(call.a)).isEqualTo(sixPhone.address());
        byte[] back = call.sendRtp(call.bPhone, call.b, 1);
        assertThat(TestCall.received(sixPhone, back)).isTrue();
    }

    @Test
    void shouldNotSendToAPortOfTheSameCall() {
        call.b.signalled = call.a.local();
        call.signal();
        call.sendRtp(call.aPhone, call.a, 1);
        plane.run(100 * MS);
        assertThat(call.a.get(Cell.PACKETS)).as("it must not come round").isEqualTo(1);
        assertThat(call.a.status.drops(DropReason.NO_ENDPOINT)).isEqualTo(1);
        assertThat(call.b.status.rule()).isEqualTo(EndpointRule.OWN_PORT);
    }

    @Test
    void shouldNotLearnAPortOfTheSameCall() {
        call.signal();
        plane.network.inject(call.b.local(), call.a.local(), Packets.rtp(0, 1, 160, 7));
        plane.settle();
        assertThat(call.a.get(Cell.PACKETS)).isEqualTo(1);
        assertThat(endpoint(call.a)).isEqualTo(call.aPhone.address());
    }
}
