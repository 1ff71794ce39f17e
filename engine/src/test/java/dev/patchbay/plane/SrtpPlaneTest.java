package dev.patchbay.plane;

import static dev.patchbay.plane.PlaneFixture.SECOND;
import static dev.patchbay.plane.TestCall.endpoint;
import static dev.patchbay.plane.TestCall.payloads;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.net.TransportAddress;
import dev.patchbay.plan.ComponentKind;
import dev.patchbay.plan.ComponentStatus.Cell;
import dev.patchbay.plan.DropReason;
import dev.patchbay.plan.MediaSecurity;
import dev.patchbay.plan.Sink;
import dev.patchbay.plan.SrtpKeys;
import dev.patchbay.sim.SimPeer;
import dev.patchbay.srtp.CryptoSuite;
import dev.patchbay.srtp.SrtpParameters;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SrtpPlaneTest {

    private static final int A_SSRC = 0xa;
    private static final int B_SSRC = 0xb;

    private final PlaneFixture plane = new PlaneFixture();
    private final TestCall call = new TestCall(plane, "c1");
    private final SrtpParameters fromA = Srtp.parameters(1);
    private final SrtpParameters toA = Srtp.parameters(2);
    private final SrtpParameters fromB = Srtp.parameters(CryptoSuite.AES_CM_128_HMAC_SHA1_32, 3);
    private final SrtpParameters toB = Srtp.parameters(CryptoSuite.AES_CM_128_HMAC_SHA1_32, 4);
    private final Srtp phoneA = new Srtp(fromA, toA);
    private final Srtp phoneB = new Srtp(fromB, toB);

    @AfterEach
    void close() {
        plane.close();
        assertThat(plane.failedCalls).isEmpty();
    }

    private void secureA(SrtpParameters receive, SrtpParameters send) {
        call.a.security = Srtp.keyed(receive, send);
        call.aRtcp.security = call.a.security;
    }

    private void secureB(SrtpParameters receive, SrtpParameters send) {
        call.b.security = Srtp.keyed(receive, send);
        call.bRtcp.security = call.b.security;
    }

    private byte[] only(SimPeer peer) {
        List<byte[]> arrived = payloads(peer);
        assertThat(arrived).hasSize(1);
        return arrived.getFirst();
    }

    private static byte[] rtp(int ssrc, int sequenceNumber) {
        return Packets.rtp(0, sequenceNumber & 0xffff, sequenceNumber * 160, ssrc);
    }

    @Test
    void shouldTranslateBetweenSrtpAndRtp() {
        secureA(fromA, toA);
        call.signal();
        call.send(call.aPhone, call.a, phoneA.protect(rtp(A_SSRC, 1)));
        assertThat(only(call.bPhone)).isEqualTo(rtp(A_SSRC, 1));
        call.send(call.bPhone, call.b, rtp(B_SSRC, 1));
        assertThat(phoneA.open(only(call.aPhone))).isEqualTo(rtp(B_SSRC, 1));
        byte[] report = Packets.senderReport(A_SSRC, 1);
        call.send(call.aPhoneRtcp, call.aRtcp, phoneA.protect(report));
        assertThat(only(call.bPhoneRtcp)).isEqualTo(report);
        call.send(call.bPhoneRtcp, call.bRtcp, Packets.senderReport(B_SSRC, 1));
        assertThat(phoneA.open(only(call.aPhoneRtcp))).isEqualTo(Packets.senderReport(B_SSRC, 1));
        assertThat(call.a.get(Cell.SRTP_OPENED)).isEqualTo(1);
        assertThat(call.a.get(Cell.SSRC)).isEqualTo(A_SSRC);
    }

    @ParameterizedTest
    @EnumSource
    void shouldTranslateBetweenTwoKeys(CryptoSuite suite) {
        SrtpParameters other = Srtp.parameters(suite, 9);
        secureA(fromA, toA);
        secureB(other, other);
        Srtp phone = new Srtp(other, other);
        call.signal();
        call.send(call.aPhone, call.a, phoneA.protect(rtp(A_SSRC, 1)));
        assertThat(phone.open(only(call.bPhone))).isEqualTo(rtp(A_SSRC, 1));
        call.send(call.bPhone, call.b, phone.protect(rtp(B_SSRC, 1)));
        assertThat(phoneA.open(only(call.aPhone))).isEqualTo(rtp(B_SSRC, 1));
    }

    @Test
    void shouldPassPacketsOfTheSameKeyAsTheyAre() {
        secureA(fromA, fromB);
        secureB(fromB, fromA);
        call.signal();
        byte[] secure = phoneA.protect(rtp(A_SSRC, 1));
        call.send(call.aPhone, call.a, secure);
        assertThat(only(call.bPhone)).isEqualTo(secure);
        byte[] report = phoneA.protect(Packets.senderReport(A_SSRC, 1));
        call.send(call.aPhoneRtcp, call.aRtcp, report);
        assertThat(only(call.bPhoneRtcp)).isEqualTo(report);
        call.send(call.aPhone, call.a, secure);
        call.send(call.aPhone, call.a, Srtp.changed(phoneA.protect(rtp(A_SSRC, 2)), 20));
        assertThat(payloads(call.bPhone)).as("replayed and forged").isEmpty();
    }

    @Test
    void shouldSendToEveryListenerUnderItsOwnKey() {
        secureA(fromA, toA);
        secureB(fromB, toB);
        call.a.sinks.add(new Sink(3, -1, false)); // the RTCP component of B stands for a third party, in the clear
        call.bRtcp.kind = ComponentKind.RTP;
        call.bRtcp.security = MediaSecurity.PLAIN;
        call.signal();
        call.send(call.aPhone, call.a, phoneA.protect(rtp(A_SSRC, 1)));
        assertThat(phoneB.open(only(call.bPhone))).isEqualTo(rtp(A_SSRC, 1));
        assertThat(only(call.bPhoneRtcp)).isEqualTo(rtp(A_SSRC, 1));
    }

    @Test
    void shouldRefuseForgedReplayedTruncatedAndPlainPackets() {
        secureA(fromA, toA);
        call.signal();
        byte[] secure = phoneA.protect(rtp(A_SSRC, 1));
        call.send(call.aPhone, call.a, secure);
        only(call.bPhone);
        call.send(call.aPhone, call.a, secure);
        call.send(call.aPhone, call.a, Srtp.changed(phoneA.protect(rtp(A_SSRC, 2)), 30));
        call.send(call.aPhone, call.a, Arrays.copyOf(secure, 15));
        call.send(call.aPhone, call.a, rtp(A_SSRC, 3));
        call.send(call.aPhone, call.a, new byte[] {0, 1, 0, 0, 0, 0, 0, 0});
        assertThat(payloads(call.bPhone)).isEmpty();
        assertThat(call.a.status.drops(DropReason.SRTP_REPLAYED)).isEqualTo(1);
        assertThat(call.a.status.drops(DropReason.SRTP_UNAUTHENTIC)).isEqualTo(2);
        assertThat(call.a.status.drops(DropReason.SRTP_MALFORMED)).isEqualTo(1);
        assertThat(call.a.status.drops(DropReason.NOT_SRTP)).isEqualTo(1);
    }

    @Test
    void shouldLearnFromAuthenticPacketsOnly() {
        secureA(fromA, toA);
        call.signal();
        SimPeer attacker = plane.peer();
        byte[] recorded = phoneA.protect(rtp(A_SSRC, 1));
        call.send(call.aPhone, call.a, recorded);
        call.send(attacker, call.a, recorded);
        call.send(attacker, call.a, rtp(A_SSRC, 2));
        call.send(attacker, call.a, Srtp.changed(phoneA.protect(rtp(A_SSRC, 3)), 12));
        call.send(attacker, call.a, new byte[] {(byte) 0xff, 1});
        assertThat(endpoint(call.a)).isEqualTo(call.aPhone.address());
        SimPeer behindNat = plane.peer();
        call.send(behindNat, call.a, phoneA.protect(rtp(A_SSRC, 4)));
        assertThat(endpoint(call.a)).isEqualTo(behindNat.address());
    }

    @Test
    void shouldHoldBackUntilKeysAreAgreedOn() {
        call.b.security = new MediaSecurity.Keyed(SrtpKeys.NONE);
        call.signal();
        call.send(call.aPhone, call.a, rtp(A_SSRC, 1));
        call.send(call.bPhone, call.b, phoneB.protect(rtp(B_SSRC, 1)));
        assertThat(payloads(call.aPhone)).isEmpty();
        assertThat(payloads(call.bPhone)).isEmpty();
        assertThat(call.a.status.drops(DropReason.SRTP_NOT_KEYED)).isEqualTo(1);
        assertThat(call.b.status.drops(DropReason.SRTP_NOT_KEYED)).isEqualTo(1);
    }

    @Test
    void shouldTakeTheKeysOfAHandshakeAndKeepThemFromPlanToPlan() {
        call.b.security = MediaSecurity.BY_HANDSHAKE;
        call.signal();
        call.send(call.aPhone, call.a, rtp(A_SSRC, 1));
        assertThat(payloads(call.bPhone)).isEmpty();
        plane.workers.installKeys("c1", call.b.status, new SrtpKeys(fromB, toB));
        plane.workers.installKeys("c1", call.a.status, new SrtpKeys(fromB, toB));
        plane.workers.installKeys("unknown", call.b.status, new SrtpKeys(fromB, toB));
        plane.turn();
        call.send(call.aPhone, call.a, rtp(A_SSRC, 2));
        assertThat(phoneB.open(only(call.bPhone))).isEqualTo(rtp(A_SSRC, 2));
        call.signal();
        call.send(call.aPhone, call.a, rtp(A_SSRC, 3));
        assertThat(phoneB.open(only(call.bPhone))).isEqualTo(rtp(A_SSRC, 3));
        call.send(call.bPhone, call.b, phoneB.protect(rtp(B_SSRC, 1)));
        assertThat(only(call.aPhone)).isEqualTo(rtp(B_SSRC, 1));
    }

    @Test
    void shouldReportAStreamThatNeverAuthenticatesOnce() {
        secureA(fromA, toA);
        call.signal();
        Srtp misread = new Srtp(Srtp.parameters(77), toA);
        for (int i = 0; i < 3 * SrtpUnprotect.UNAUTHENTIC_BEFORE_REPORT; i++) {
            call.send(call.aPhone, call.a, misread.protect(rtp(A_SSRC, i)));
        }
        assertThat(plane.unauthenticStreams).containsExactly(call.a.status);
        assertThat(plane.workers.totals().security().unauthenticStreams()).isEqualTo(1);
    }

    @Test
    void shouldNotReportAStreamThatIsOnlyAttacked() {
        secureA(fromA, toA);
        call.signal();
        call.send(call.aPhone, call.a, phoneA.protect(rtp(A_SSRC, 1)));
        for (int i = 0; i < 2 * SrtpUnprotect.UNAUTHENTIC_BEFORE_REPORT; i++) {
            call.send(call.aPhone, call.a, rtp(A_SSRC, i));
        }
        assertThat(plane.unauthenticStreams).isEmpty();
    }

    /** Sequence numbers from 65,400 on, across the rollover, over hold and resume, and with another source in between. */
    @Test
    void shouldAuthenticateBothWaysOverRolloverHoldAndChangeOfSource() {
        secureA(fromA, toA);
        secureB(fromB, toB);
        call.signal();
        int next = 65_400;
        for (; next < 65_700; next++) {
            exchange(next, A_SSRC, B_SSRC);
        }
        call.a.signalled = TransportAddress.of("0.0.0.0", 9);
        call.signal();
        plane.run(SECOND);
        call.a.signalled = call.aPhone.address();
        call.signal();
        for (; next < 65_800; next++) {
            exchange(next, A_SSRC, B_SSRC);
        }
        for (int other = 10; other < 200; other++) {
            exchange(other, 0xc, 0xd);
        }
        for (; next < 66_000; next++) {
            exchange(next, A_SSRC, B_SSRC);
        }
    }

    private void exchange(int sequenceNumber, int aSsrc, int bSsrc) {
        call.aPhone.send(call.a.local(), phoneA.protect(rtp(aSsrc, sequenceNumber)));
        call.bPhone.send(call.b.local(), phoneB.protect(rtp(bSsrc, sequenceNumber)));
        plane.settle();
        assertThat(phoneB.open(only(call.bPhone))).isEqualTo(rtp(aSsrc, sequenceNumber));
        assertThat(phoneA.open(only(call.aPhone))).isEqualTo(rtp(bSsrc, sequenceNumber));
    }

    /** Keys go away and come back, pass through and are used by the relay itself: no number is used twice under one of them. */
    @Test
    void shouldNeverSendTwoPacketsOfOneNumberUnderOneKey() {
        secureA(fromA, toA);
        secureB(fromB, toB);
        call.signal();
        call.send(call.aPhone, call.a, phoneA.protect(rtp(A_SSRC, 65_535)));
        call.send(call.aPhone, call.a, phoneA.protect(rtp(A_SSRC, 0)));
        assertThat(payloads(call.bPhone)).hasSize(2);
        // Another key, and back: the same plain packets come again from a phone that has begun anew.
        secureB(fromB, Srtp.parameters(5));
        secureA(Srtp.parameters(6), toA);
        call.signal();
        secureB(fromB, toB);
        call.signal();
        Srtp again = new Srtp(Srtp.parameters(6), toA);
        call.send(call.aPhone, call.a, again.protect(rtp(A_SSRC, 65_535)));
        call.send(call.aPhone, call.a, again.protect(rtp(A_SSRC, 0)));
        assertThat(payloads(call.bPhone)).isEmpty();
        assertThat(call.a.status.drops(DropReason.SRTP_INDEX_USED)).isEqualTo(2);
        call.send(call.aPhone, call.a, again.protect(rtp(A_SSRC, 1)));
        assertThat(payloads(call.bPhone)).hasSize(1);
    }

    @Test
    void shouldGoOnCountingWhereThePartyPassedThroughHasStopped() {
        secureA(fromA, fromB);
        secureB(fromB, fromA);
        call.signal();
        Srtp listener = new Srtp(fromB, fromA);
        for (int i = 65_530; i < 65_540; i++) {
            call.send(call.aPhone, call.a, phoneA.protect(rtp(A_SSRC, i)));
            listener.open(only(call.bPhone));
        }
        // A has a new key; towards B the old one stays, and now the relay encrypts with it.
        secureA(Srtp.parameters(6), fromB);
        call.signal();
        Srtp rekeyed = new Srtp(Srtp.parameters(6), fromB);
        call.send(call.aPhone, call.a, rekeyed.protect(rtp(A_SSRC, 65_540)));
        assertThat(listener.open(only(call.bPhone))).isEqualTo(rtp(A_SSRC, 65_540));
    }

    @Test
    void shouldSendNothingInTheClearThatIsNoMedia() {
        secureB(fromB, toB);
        call.signal();
        call.send(call.aPhone, call.a, new byte[] {0, 1, 0, 0, 0x21, 0x12, (byte) 0xa4, 0x42, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
        call.send(call.aPhone, call.a, new byte[] {(byte) 0x80, 0, 1});
        assertThat(payloads(call.bPhone)).isEmpty();
    }

    @Test
    void shouldCutFeedbackOutOfSrtcp() {
        secureA(fromA, toA);
        secureB(fromB, toB);
        call.aRtcp.sinks.set(0, new Sink(3, -1, true));
        call.signal();
        byte[] report = Packets.senderReport(A_SSRC, 1);
        call.send(call.aPhoneRtcp, call.aRtcp, phoneA.protect(Packets.join(report, Packets.rtcp(205, 1, 1, 2))));
        assertThat(phoneB.open(only(call.bPhoneRtcp))).isEqualTo(report);
    }
}
