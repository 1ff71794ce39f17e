package dev.patchbay.plane;

import static dev.patchbay.plane.PlaneFixture.MS;
import static dev.patchbay.plane.PlaneFixture.SECOND;
import static dev.patchbay.plane.TestCall.endpoint;
import static dev.patchbay.plane.TestCall.payloads;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.net.TransportAddress;
import dev.patchbay.plan.DropReason;
import dev.patchbay.plan.EndpointLearning;
import dev.patchbay.plan.EndpointRule;
import dev.patchbay.sim.SimPeer;
import dev.patchbay.srtp.SrtpParameters;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What strangers can do to a stream, and what a party that moves can. */
class SourceGuardTest {

    private static final int SSRC = 0xa;

    private final PlaneFixture plane = new PlaneFixture();
    private final TestCall call = new TestCall(plane, "c1");
    /** Where the caller's packets really come from. */
    private final SimPeer phone = plane.peer();
    private final SimPeer stranger = plane.peer();
    private int next = 1000;

    @BeforeEach
    void guard() {
        call.a.guardsSource = true;
        call.aRtcp.guardsSource = true;
    }

    @AfterEach
    void close() {
        plane.close();
        assertThat(plane.failedCalls).isEmpty();
    }

    private static byte[] rtp(int ssrc, int sequenceNumber) {
        return Packets.rtp(0, sequenceNumber & 0xffff, sequenceNumber * 160, ssrc);
    }

    /** Steady speech for so long. */
    private void speak(SimPeer from, int ssrc, long ns) {
        for (long end = plane.network.nowNs() + ns; plane.network.nowNs() < end; ) {
            from.send(call.a.local(), rtp(ssrc, next++));
            plane.run(20 * MS);
        }
    }

    private void establish() {
        call.signal();
        speak(phone, SSRC, 4 * SECOND);
        assertThat(call.a.status.isConfirmed()).isTrue();
        assertThat(endpoint(call.a)).isEqualTo(phone.address());
        payloads(call.bPhone);
    }

    @Test
    void shouldDropInjectedPackets() {
        establish();
        for (int i = 0; i < 50; i++) {
            stranger.send(call.a.local(), rtp(0x666, i));
            phone.send(call.a.local(), rtp(SSRC, next++));
            plane.run(20 * MS);
        }
        assertThat(payloads(call.bPhone)).hasSize(50).allSatisfy(packet -> assertThat(packet[11]).isEqualTo((byte) SSRC));
        assertThat(call.a.status.drops(DropReason.FOREIGN_SOURCE)).isEqualTo(50);
        assertThat(endpoint(call.a)).isEqualTo(phone.address());
    }

    @Test
    void shouldRelayStrangersWhenSwitchedOff() {
        call.a.guardsSource = false;
        establish();
        call.send(stranger, call.a, rtp(0x666, 1));
        assertThat(payloads(call.bPhone)).hasSize(1);
        assertThat(endpoint(call.a)).isEqualTo(phone.address());
    }

    /** RTP bleed: a packet to every port, again and again, in the hope that media comes back. */
    @Test
    void shouldNotBleedToASprayer() {
        call.signal();
        List<TransportAddress> endpoints = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            if (i % 10 == 0) {
                stranger.send(call.a.local(), rtp(0x666, i));
                stranger.send(call.aRtcp.local(), Packets.receiverReport(0x666, 1, 0, 0, 0, 0, 0));
            }
            phone.send(call.a.local(), rtp(SSRC, next++));
            call.bPhone.send(call.b.local(), rtp(0xb, i));
            plane.run(20 * MS);
            endpoints.add(endpoint(call.a));
        }
        // Only its very first packet came before any of the phone's.
        assertThat(stranger.take().size()).isLessThanOrEqualTo(30);
        assertThat(endpoints.subList(40, 300)).containsOnly(phone.address());
    }

    @Test
    void shouldPreferTheSignalledAddressWhileLearning() {
        call.signal();
        speak(stranger, 0x666, SECOND / 2);
        assertThat(endpoint(call.a)).isEqualTo(stranger.address());
        call.send(call.aPhone, call.a, rtp(SSRC, 1));
        assertThat(endpoint(call.a)).isEqualTo(call.aPhone.address());
        speak(stranger, 0x666, 40 * MS);
        assertThat(endpoint(call.a)).isEqualTo(call.aPhone.address());
    }

    @Test
    void shouldFollowAPartyWhoseNatChangesItsPort() {
        establish();
        SimPeer rebound = plane.peer();
        plane.run(300 * MS);
        speak(rebound, SSRC, 200 * MS);
        assertThat(endpoint(call.a)).isEqualTo(rebound.address());
        assertThat(call.a.status.rule()).isEqualTo(EndpointRule.MOVED);
        assertThat(payloads(call.bPhone)).as("all but the first two").hasSizeGreaterThanOrEqualTo(7);
        assertThat(plane.endpoints.getLast().changed()).isTrue();
    }

    @Test
    void shouldFollowAnotherDeviceAfterALongSilence() {
        establish();
        SimPeer other = plane.peer();
        speak(other, 0xc, 2 * SECOND);
        assertThat(endpoint(call.a)).isEqualTo(phone.address());
        speak(other, 0xc, 4 * SECOND);
        assertThat(endpoint(call.a)).isEqualTo(other.address());
    }

    @Test
    void shouldReturnToThePartyAtOnceWhenItSpeaksAgain() {
        establish();
        speak(stranger, 0x666, 6 * SECOND);
        assertThat(endpoint(call.a)).isEqualTo(stranger.address());
        call.send(phone, call.a, rtp(SSRC, next++));
        assertThat(endpoint(call.a)).isEqualTo(phone.address());
        speak(stranger, 0x666, SECOND / 10);
        assertThat(endpoint(call.a)).isEqualTo(phone.address());
    }

    @Test
    void shouldNotTakeOverBySparseTrafficDuringALongPause() {
        establish();
        for (int i = 0; i < 20; i++) {
            plane.run(2 * SECOND);
            stranger.send(call.a.local(), rtp(0x666, i));
        }
        plane.settle();
        assertThat(endpoint(call.a)).isEqualTo(phone.address());
        assertThat(payloads(call.bPhone)).isEmpty();
    }

    @Test
    void shouldBeginAnewWithAnotherSdpAddress() {
        establish();
        SimPeer moved = plane.peer();
        call.a.signalled = moved.address();
        call.signal();
        call.send(phone, call.a, rtp(SSRC, next++));
        call.send(moved, call.a, rtp(SSRC, next++));
        assertThat(endpoint(call.a)).isEqualTo(moved.address());
        assertThat(payloads(call.bPhone)).hasSize(2);
    }

    @Test
    void shouldLetAnAsymmetricPartySendFromAnywhere() {
        call.a.learning = EndpointLearning.OFF;
        call.signal();
        call.send(phone, call.a, rtp(SSRC, 1));
        call.send(stranger, call.a, rtp(SSRC, 2));
        assertThat(payloads(call.bPhone)).hasSize(2);
    }

    @Test
    void shouldRelayAuthenticSrtpFromAnywhereAndFollowItOnlyWhenItMoves() {
        SrtpParameters fromA = Srtp.parameters(1);
        Srtp secure = new Srtp(fromA, Srtp.parameters(2));
        call.a.security = Srtp.keyed(fromA, Srtp.parameters(2));
        call.signal();
        for (int i = 0; i < 200; i++) {
            phone.send(call.a.local(), secure.protect(rtp(SSRC, next++)));
            plane.run(20 * MS);
        }
        payloads(call.bPhone);
        call.send(stranger, call.a, secure.protect(rtp(SSRC, next++)));
        assertThat(payloads(call.bPhone)).hasSize(1);
        assertThat(endpoint(call.a)).isEqualTo(phone.address());
        call.send(stranger, call.a, rtp(SSRC, next++));
        assertThat(payloads(call.bPhone)).isEmpty();
    }
}
