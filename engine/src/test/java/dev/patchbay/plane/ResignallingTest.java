package dev.patchbay.plane;

import static dev.patchbay.plane.PlaneFixture.MS;
import static dev.patchbay.plane.PlaneFixture.SECOND;
import static dev.patchbay.plane.TestCall.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.net.TransportAddress;
import dev.patchbay.plan.EndpointLearning;
import dev.patchbay.plan.EndpointRule;
import dev.patchbay.sim.SimPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A re-INVITE moves a party's media while packets from the old place are still under way. */
class ResignallingTest {

    private final PlaneFixture plane = new PlaneFixture();
    private final TestCall call = new TestCall(plane, "c1");
    private final SimPeer newPhone = plane.peer();

    @AfterEach
    void close() {
        plane.close();
        assertThat(plane.failedCalls).isEmpty();
    }

    private void establish() {
        call.signal();
        call.sendRtp(call.aPhone, call.a, 1);
        plane.run(3 * SECOND);
        call.sendRtp(call.aPhone, call.a, 2);
        assertThat(call.a.status.isConfirmed()).isTrue();
    }

    private void moveA() {
        call.a.signalled = newPhone.address();
        call.signal();
    }

    @ParameterizedTest
    @EnumSource(EndpointLearning.class)
    void shouldSendNothingToTheOldAddressWhileTheOldSourceStillSends(EndpointLearning learning) {
        call.a.learning = learning;
        establish();
        moveA();
        call.aPhone.take();
        assertThat(endpoint(call.a)).isEqualTo(newPhone.address());
        for (int i = 0; i < 25; i++) {
            byte[] late = call.sendRtp(call.aPhone, call.a, 100 + i);
            assertThat(TestCall.received(call.bPhone, late)).as("relayed onward").isTrue();
            call.sendRtp(newPhone, call.a, 200 + i);
            call.sendRtp(call.bPhone, call.b, 300 + i);
            plane.run(17 * MS);
        }
        assertThat(call.aPhone.take()).isEmpty();
        assertThat(newPhone.take()).hasSize(25);
        plane.run(3 * SECOND);
        call.sendRtp(newPhone, call.a, 400);
        assertThat(endpoint(call.a)).isEqualTo(newPhone.address());
        assertThat(call.a.status.isConfirmed()).isTrue();
    }

    @Test
    void shouldSayWhichRuleAndWhichFormerEndpoint() {
        establish();
        moveA();
        call.sendRtp(call.aPhone, call.a, 3);
        assertThat(call.a.status.rule()).isEqualTo(EndpointRule.RESIGNALLED);
        assertThat(call.a.status.formerEndpoint()).isEqualTo(call.aPhone.address());
        call.sendRtp(newPhone, call.a, 4);
        assertThat(call.a.status.rule()).isEqualTo(EndpointRule.SIGNALLED_SEEN);
        plane.run(3 * SECOND);
        call.sendRtp(newPhone, call.a, 5);
        assertThat(call.a.status.formerEndpoint()).isNull();
    }

    @Test
    void shouldIgnoreTheLearnedSourceAndTheSdpAddressOfBefore() {
        call.signal();
        SimPeer nat = plane.peer();
        call.sendRtp(nat, call.a, 1);
        moveA();
        call.sendRtp(nat, call.a, 2);
        call.sendRtp(call.aPhone, call.a, 3);
        assertThat(endpoint(call.a)).isEqualTo(newPhone.address());
        SimPeer newNat = plane.peer();
        call.sendRtp(newNat, call.a, 4);
        assertThat(endpoint(call.a)).as("any other source is followed").isEqualTo(newNat.address());
        call.sendRtp(nat, call.a, 5);
        assertThat(endpoint(call.a)).isEqualTo(newNat.address());
    }

    @Test
    void shouldBelieveTheFormerSourceWhenItIsTheOnlyOneThatStillSendsAfterTheWindow() {
        establish();
        moveA();
        call.sendRtp(call.aPhone, call.a, 3);
        assertThat(endpoint(call.a)).isEqualTo(newPhone.address());
        plane.run(3 * SECOND);
        call.sendRtp(call.aPhone, call.a, 4);
        assertThat(endpoint(call.a)).isEqualTo(call.aPhone.address());
        assertThat(call.a.status.isConfirmed()).isTrue();
        assertThat(call.a.status.rule()).isEqualTo(EndpointRule.LEARNED);
    }

    @Test
    void shouldNotReturnToTheFormerSourceWhenTheNewOneWasHeard() {
        establish();
        moveA();
        call.sendRtp(newPhone, call.a, 3);
        plane.run(4 * SECOND);
        call.sendRtp(call.aPhone, call.a, 4);
        assertThat(endpoint(call.a)).isEqualTo(newPhone.address());
        assertThat(call.a.status.isConfirmed()).isFalse();
        call.sendRtp(newPhone, call.a, 5);
        assertThat(call.a.status.isConfirmed()).isTrue();
    }

    @Test
    void shouldKeepIgnoringTheFormerSourceWhenTheAnswerRestartsTheWindow() {
        establish();
        moveA();
        plane.run(2 * SECOND);
        call.signal();
        plane.run(2 * SECOND);
        call.sendRtp(call.aPhone, call.a, 3);
        assertThat(endpoint(call.a)).isEqualTo(newPhone.address());
    }

    @Test
    void shouldKeepIgnoringTheFormerSourceWhenTheNewOneWasConfirmedAtOnce() {
        call.a.learning = EndpointLearning.IMMEDIATE;
        establish();
        moveA();
        call.sendRtp(newPhone, call.a, 3);
        call.signal();
        call.sendRtp(call.aPhone, call.a, 4);
        assertThat(endpoint(call.a)).isEqualTo(newPhone.address());
    }

    @Test
    void shouldLearnTheNatAddressAgainAfterAHoldByZeroAddress() {
        call.signal();
        SimPeer nat = plane.peer();
        call.sendRtp(nat, call.a, 1);
        TransportAddress inSdp = call.a.signalled;
        call.a.signalled = TransportAddress.of("0.0.0.0", 4000);
        call.signal();
        call.a.signalled = inSdp;
        call.signal();
        call.sendRtp(nat, call.a, 2);
        assertThat(endpoint(call.a)).isEqualTo(nat.address());
    }

    @Test
    void shouldDistrustTheFormerSourceWhenAHoldEndsElsewhere() {
        call.signal();
        SimPeer nat = plane.peer();
        call.sendRtp(nat, call.a, 1);
        call.a.signalled = TransportAddress.of("0.0.0.0", 4000);
        call.signal();
        moveA();
        call.sendRtp(nat, call.a, 2);
        assertThat(endpoint(call.a)).isEqualTo(newPhone.address());
    }

    @Test
    void shouldTrustASourceThatTheSdpNowNames() {
        call.signal();
        SimPeer nat = plane.peer();
        call.sendRtp(nat, call.a, 1);
        call.a.signalled = nat.address();
        call.signal();
        call.sendRtp(nat, call.a, 2);
        assertThat(call.a.status.rule()).isEqualTo(EndpointRule.SIGNALLED_SEEN);
        assertThat(call.a.status.formerEndpoint()).isNull();
    }
}
