package dev.patchbay.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ice.IceRole;
import dev.patchbay.ice.IceSettings;
import dev.patchbay.ice.IceState;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.plan.ComponentStatus;
import dev.patchbay.plan.DropReason;
import dev.patchbay.plan.EndpointRule;
import dev.patchbay.sim.SimPeer;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may speak to a party that does ICE: before its checks, after them, when they fail, and when it does no ICE any more. */
class IceSourceGuardTest {

    private static final long MS = 1_000_000;
    private static final long SECOND = 1000 * MS;
    private static final String CALL = "c1";
    private static final int CALLER_SSRC = 0xa;

    private final SimulatedRelay sim = new SimulatedRelay(3, 30000, 30999, new IceSettings("rtpengine-test", false));
    private final IcePhone caller = new IcePhone(sim, "198.51.100.1", 4000, 11);
    private final SimPeer callee = sim.network.peer("198.51.100.2", 5000);
    private final SimPeer attacker = sim.network.peer("203.0.113.66", 666);
    private TransportAddress relay = TransportAddress.of("192.0.2.1", 1);
    private short sequence;

    @AfterEach
    void close() {
        sim.close();
    }

    private void run(long ns) {
        for (long end = sim.network.nowNs() + ns; sim.network.nowNs() < end; ) {
            sim.advance(5 * MS);
            caller.work();
        }
    }

    /** Signalling is done, and no check has been made. */
    private void signal(String callerSdp) throws Exception {
        sim.relay.offer(Ng.offer(CALL, "a", callerSdp).put("ICE", "remove"));
        String answered = sim.relay.answer(Ng.answer(CALL, "a", "b", Sdp.audio("198.51.100.2", 5000)));
        relay = TransportAddress.of(TestRelay.IP, Sdp.port(answered));
        if (answered.contains("a=ice-ufrag")) {
            caller.learn(answered, IceRole.CONTROLLING);
        }
    }

    private MediaSection section() {
        return sim.relay.state(CALL).tagged("a").orElseThrow().sections().getFirst();
    }

    private ComponentStatus rtp() {
        return section().components().getFirst().status();
    }

    private IceState ice() {
        return Objects.requireNonNull(section().ice()).status().state();
    }

    private byte[] packet(int ssrc, int number) {
        return ByteBuffer.allocate(172).put((byte) 0x80).put((byte) 0).putShort((short) number).putInt(160 * number).putInt(ssrc).array();
    }

    /** Sends so many packets, one every 20 ms, and returns how many reached the callee. */
    private int speak(SimPeer from, int ssrc, int packets) {
        callee.take();
        for (int i = 0; i < packets; i++) {
            from.send(relay, packet(ssrc, sequence++));
            sim.advance(20 * MS);
        }
        // What is under way arrives.
        sim.advance(MS);
        sim.advance(MS);
        return callee.take().size();
    }

    @Test
    void shouldNotBeMovedByMediaBeforeThePartyHasBeenChecked() throws Exception {
        signal(caller.sdp());
        assertThat(speak(attacker, 0xbad, 200)).as("no pair yet: media does not wait for ICE").isEqualTo(200);
        assertThat(ice()).isEqualTo(IceState.CHECKING);
        assertThat(rtp().endpoint()).isEqualTo(caller.peer.address());
        assertThat(rtp().rule()).isEqualTo(EndpointRule.ICE_PENDING);
        run(2 * SECOND);
        assertThat(rtp().rule()).isEqualTo(EndpointRule.ICE_SELECTED);
        assertThat(speak(attacker, 0xbad, 50)).isZero();
        assertThat(rtp().drops(DropReason.NOT_CHECKED_BY_ICE)).isEqualTo(50);
        assertThat(speak(caller.peer, CALLER_SSRC, 50)).isEqualTo(50);
    }

    @Test
    void shouldGuardTheSourceOfAPartyWhoseIceHasFailed() throws Exception {
        String sdp = caller.sdp();
        signal(sdp);
        // The phone that is there knows nothing of ICE, and its NAT gives it another address.
        SimPeer natted = sim.network.peer("203.0.113.1", 7000);
        for (int i = 0; i < 2400; i++) {
            natted.send(relay, packet(CALLER_SSRC, sequence++));
            sim.advance(20 * MS);
        }
        assertThat(ice()).isEqualTo(IceState.FAILED);
        assertThat(rtp().endpoint()).isEqualTo(natted.address());
        assertThat(rtp().isConfirmed()).isTrue();
        sim.advance(SECOND / 50);
        int heard = 0;
        for (int i = 0; i < 500; i++) {
            heard += speak(natted, CALLER_SSRC, 1);
            assertThat(speak(attacker, CALLER_SSRC, 1)).isZero();
        }
        assertThat(heard).isEqualTo(500);
        assertThat(rtp().drops(DropReason.FOREIGN_SOURCE)).isEqualTo(500);
        assertThat(rtp().endpoint()).isEqualTo(natted.address());
        SimPeer rebound = sim.network.peer("203.0.113.1", 7001);
        sim.advance(SECOND);
        assertThat(speak(rebound, CALLER_SSRC, 50)).as("after its NAT has given it another port").isGreaterThan(40);
        assertThat(rtp().endpoint()).isEqualTo(rebound.address());
    }

    @Test
    void shouldGuardTheSourceOfAPartyThatDoesNoIceAnyMore() throws Exception {
        signal(caller.sdp());
        run(2 * SECOND);
        assertThat(rtp().rule()).isEqualTo(EndpointRule.ICE_SELECTED);
        signal(Sdp.audio("198.51.100.1", 4000));
        assertThat(speak(caller.peer, CALLER_SSRC, 250)).isEqualTo(250);
        assertThat(rtp().isConfirmed()).isTrue();
        for (int i = 0; i < 100; i++) {
            assertThat(speak(caller.peer, CALLER_SSRC, 1)).isEqualTo(1);
            assertThat(speak(attacker, CALLER_SSRC, 1)).isZero();
        }
        assertThat(rtp().drops(DropReason.FOREIGN_SOURCE)).isEqualTo(100);
        assertThat(rtp().endpoint()).isEqualTo(caller.peer.address());
    }

    @Test
    void shouldHearOnlyThePairInUseDuringARestart() throws Exception {
        signal(caller.sdp());
        run(2 * SECOND);
        IcePhone moved = new IcePhone(sim, "198.51.100.77", 4400, 13);
        sim.relay.offer(Ng.offer(CALL, "a", moved.sdp()).put("ICE", "remove"));
        String answered = sim.relay.answer(Ng.answer(CALL, "a", "b", Sdp.audio("198.51.100.2", 5000)));
        relay = TransportAddress.of(TestRelay.IP, Sdp.port(answered));
        assertThat(speak(caller.peer, CALLER_SSRC, 20)).as("the pair from before").isEqualTo(20);
        assertThat(speak(attacker, CALLER_SSRC, 20)).isZero();
        moved.learn(answered, IceRole.CONTROLLING);
        for (int i = 0; i < 400; i++) {
            sim.advance(5 * MS);
            moved.work();
        }
        assertThat(rtp().endpoint()).isEqualTo(moved.peer.address());
        assertThat(speak(moved.peer, CALLER_SSRC, 20)).isEqualTo(20);
        assertThat(speak(attacker, CALLER_SSRC, 20)).isZero();
        assertThat(speak(caller.peer, CALLER_SSRC, 20)).as("who has the former address by now").isZero();
        assertThat(rtp().endpoint()).isEqualTo(moved.peer.address());
    }

    /** It goes without a pair for a moment only where the peer has none either: whoever knows the port cannot use the time. */
    @Test
    void shouldHearNobodyElseWhenThePartyHasFallenSilent() throws Exception {
        signal(caller.sdp());
        run(2 * SECOND);
        assertThat(ice()).isEqualTo(IceState.COMPLETED);
        for (long end = sim.network.nowNs() + 40 * SECOND; sim.network.nowNs() < end; ) {
            // The phone answers no checks; a stranger has all the time to try.
            assertThat(speak(attacker, CALLER_SSRC, 5)).isZero();
            sim.advance(400 * MS);
        }
        assertThat(ice()).isEqualTo(IceState.DISCONNECTED);
        assertThat(rtp().rule()).isEqualTo(EndpointRule.ICE_SELECTED);
        assertThat(rtp().endpoint()).isEqualTo(caller.peer.address());
        assertThat(rtp().drops(DropReason.NOT_CHECKED_BY_ICE)).isGreaterThan(300);
        assertThat(speak(caller.peer, CALLER_SSRC, 20)).as("a phone whose agent has died, but that still speaks").isEqualTo(20);
        caller.peer.take();
        run(10 * SECOND);
        assertThat(ice()).as("it answers checks again").isEqualTo(IceState.COMPLETED);
        assertThat(speak(attacker, CALLER_SSRC, 20)).isZero();
        assertThat(speak(caller.peer, CALLER_SSRC, 20)).isEqualTo(20);
    }
}
