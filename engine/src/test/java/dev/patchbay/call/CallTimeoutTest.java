package dev.patchbay.call;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.net.TransportAddress;
import dev.patchbay.sim.FakeMedia;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When calls end by themselves. Limits in seconds: media 60, silence (on hold, rejected) 200, unanswered 300. */
class CallTimeoutTest {

    private static final byte[] RTP = new byte[172];

    private static final String A_IP = "198.51.100.1";
    private static final String B_IP = "198.51.100.2";
    private static final int A_PORT = 4000;
    private static final int B_PORT = 4002;

    private final SimulatedRelay simulated = new SimulatedRelay(1, 30000, 39999);
    private final TestRelay relay = simulated.relay;

    static {
        RTP[0] = (byte) 0x80;
    }

    @BeforeEach
    void setLimits() {
        relay.settings.setTimeoutS(60);
        relay.settings.setSilentTimeoutS(200);
        relay.settings.setOfferTimeoutS(300);
    }

    @AfterEach
    void close() {
        simulated.close();
    }

    private static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }

    private String offer(String more) throws Exception {
        return relay.offer("call", "a", Sdp.audio(A_IP, A_PORT, more));
    }

    private String answer(String more) throws Exception {
        return relay.answer("call", "a", "b", Sdp.audio(B_IP, B_PORT, more));
    }

    private void pass(long seconds) {
        simulated.advance(SECONDS.toNanos(seconds));
        relay.calls.checkTimers();
    }

    /** Sends a packet from a phone to the port that the relay printed in an SDP. */
    private void send(String fromIp, int fromPort, String sdp, int index) {
        simulated.network.inject(
                TransportAddress.of(fromIp, fromPort),
                TransportAddress.of(TestRelay.IP, Sdp.ports(sdp).get(index)),
                RTP);
        simulated.advance(0);
    }

    /** The call lives one second before its time and is gone one second after. */
    private void assertEndsAfter(long seconds, Termination reason) {
        pass(seconds - 1);
        assertThat(relay.has("call")).as("alive before %d s", seconds).isTrue();
        pass(2);
        assertThat(relay.has("call")).as("alive after %d s", seconds).isFalse();
        assertThat(relay.onlyEnd()).isEqualTo(reason);
    }

    @Test
    void shouldEndACallWithoutMedia() throws Exception {
        offer("");
        answer("");
        assertEndsAfter(60, Termination.TIMEOUT);
        assertThat(relay.calls.totals().get(CallTotals.Total.TIMEOUT)).isEqualTo(1);
    }

    @Test
    void shouldReturnThePortsOfACallThatTimedOut() throws Exception {
        offer("");
        answer("");
        pass(61);
        simulated.turn();
        assertThat(relay.portsInUse()).isZero();
        assertThat(simulated.network.boundSockets()).isZero();
    }

    @Test
    void shouldKeepACallAsLongAsOnePartySends() throws Exception {
        offer("");
        String toA = answer("");
        for (int i = 0; i < 10; i++) {
            pass(50);
            send(A_IP, A_PORT, toA, 0);
        }
        assertThat(relay.has("call")).isTrue();
        assertEndsAfter(60, Termination.TIMEOUT);
    }

    @Test
    void shouldKeepACallAsLongAsOneOfItsStreamsIsAlive() throws Exception {
        offer(lines("m=video 5000 RTP/AVP 34"));
        String toA = answer(lines("m=video 5002 RTP/AVP 34"));
        for (int i = 0; i < 5; i++) {
            pass(50);
            send(A_IP, 5000, toA, 1);
        }
        assertEndsAfter(60, Termination.TIMEOUT);
    }

    @Test
    void shouldKeepACallAliveByRtcpAlone() throws Exception {
        offer("");
        String toA = answer("");
        byte[] receiverReport = {(byte) 0x80, (byte) 201, 0, 1, 0, 0, 0, 1};
        for (int i = 0; i < 5; i++) {
            pass(50);
            simulated.network.inject(
                    TransportAddress.of(A_IP, A_PORT + 1),
                    TransportAddress.of(TestRelay.IP, Sdp.port(toA) + 1),
                    receiverReport);
            simulated.advance(0);
        }
        assertThat(relay.has("call")).isTrue();
    }

    @Test
    void shouldStartOverWithEachOfferAndAnswer() throws Exception {
        offer("");
        answer("");
        pass(50);
        offer("");
        pass(50);
        answer("");
        assertEndsAfter(60, Termination.TIMEOUT);
    }

    @Test
    void shouldGiveAnOfferWithoutAnswerTheOfferTimeout() throws Exception {
        offer("");
        assertEndsAfter(300, Termination.OFFER_TIMEOUT);
        assertThat(relay.calls.totals().get(CallTotals.Total.OFFER_TIMEOUT)).isEqualTo(1);
    }

    @Test
    void shouldGiveASectionThatTheAnswerLacksTheOfferTimeout() throws Exception {
        offer(lines("m=video 5000 RTP/AVP 34"));
        answer("");
        assertEndsAfter(300, Termination.OFFER_TIMEOUT);
    }

    /** Nothing is expected from the callee, so it does not matter that it has not answered. */
    @Test
    void shouldGiveAnUnansweredSendonlyOfferTheSilentTimeout() throws Exception {
        offer(lines("a=sendonly"));
        assertEndsAfter(200, Termination.SILENT_TIMEOUT);
    }

    @Test
    void shouldGiveACallOnHoldTheSilentTimeout() throws Exception {
        offer(lines("a=sendonly"));
        answer(lines("a=recvonly"));
        assertEndsAfter(200, Termination.SILENT_TIMEOUT);
        assertThat(relay.calls.totals().get(CallTotals.Total.SILENT_TIMEOUT)).isEqualTo(1);
    }

    @Test
    void shouldGiveAnInactiveCallTheSilentTimeout() throws Exception {
        offer(lines("a=inactive"));
        answer(lines("a=inactive"));
        assertEndsAfter(200, Termination.SILENT_TIMEOUT);
    }

    @Test
    void shouldGiveACallWithARejectedSectionTheSilentTimeout() throws Exception {
        offer(lines("m=video 5000 RTP/AVP 34"));
        answer(lines("m=video 0 RTP/AVP 34"));
        assertEndsAfter(200, Termination.SILENT_TIMEOUT);
    }

    /** Music on hold plays for longer than the silent party may be silent: its end is the call's. */
    @Test
    void shouldNameTheLimitThatRanOutLast() throws Exception {
        offer(lines("a=sendonly"));
        String toA = answer(lines("a=recvonly"));
        for (int i = 0; i < 6; i++) {
            pass(50);
            send(A_IP, A_PORT, toA, 0);
        }
        assertEndsAfter(60, Termination.TIMEOUT);
    }

    @Test
    void shouldNotKeepACallForRtcpThatIsMultiplexed() throws Exception {
        offer(lines("a=rtcp-mux", "a=rtcp:" + A_PORT));
        answer(lines("a=rtcp-mux", "a=rtcp:" + B_PORT));
        assertEndsAfter(60, Termination.TIMEOUT);
    }

    @Test
    void shouldNotKeepACallForRtcpOnTheRtpPort() throws Exception {
        offer(lines("a=rtcp:" + A_PORT));
        answer(lines("a=rtcp:" + B_PORT));
        assertEndsAfter(60, Termination.TIMEOUT);
    }

    @Test
    void shouldObeyASilentTimeoutBelowTheMediaTimeout() throws Exception {
        relay.settings.setSilentTimeoutS(20);
        offer(lines("a=inactive"));
        answer(lines("a=inactive"));
        assertEndsAfter(20, Termination.SILENT_TIMEOUT);
    }

    @Test
    void shouldEndACallAtTheFinalTimeoutWhateverItSends() throws Exception {
        relay.settings.setFinalTimeoutS(100);
        offer("");
        String toA = answer("");
        pass(50);
        send(A_IP, A_PORT, toA, 0);
        pass(49);
        send(A_IP, A_PORT, toA, 0);
        answer("");
        assertEndsAfter(1, Termination.FINAL_TIMEOUT);
        assertThat(relay.calls.totals().get(CallTotals.Total.FINAL_TIMEOUT)).isEqualTo(1);
    }

    @Test
    void shouldFollowAChangeOfTheTimeoutAtOnce() throws Exception {
        offer("");
        answer("");
        pass(30);
        relay.settings.setTimeoutS(20);
        pass(0);
        assertThat(relay.onlyEnd()).isEqualTo(Termination.TIMEOUT);
    }

    /** It was deleted: neither a timeout in the statistics nor a call back to the SIP server is due. */
    @Test
    void shouldCallItARegularEndWhenMediaStopsAfterTheDelete() throws Exception {
        offer("");
        answer("");
        relay.delete(Ng.delete("call").put("delete-delay", 1000));
        assertEndsAfter(60, Termination.REGULAR);
    }

    /** A fork that was deleted must not keep the call. */
    @Test
    void shouldNotCountTheStreamsOfADeletedParty() throws Exception {
        relay.offer(Ng.offer("call", "a", Sdp.audio(A_IP, A_PORT)).put("via-branch", "one"));
        relay.answer(Ng.answer("call", "a", "b", Sdp.audio(B_IP, B_PORT)).put("via-branch", "one"));
        relay.offer(Ng.offer("call", "a", Sdp.audio(A_IP, A_PORT)).put("via-branch", "two"));
        relay.answer(Ng.answer("call", "a", "c", Sdp.audio("198.51.100.3", 4004, lines("a=inactive")))
                .put("via-branch", "two"));
        relay.answer(Ng.answer("call", "a", "b", Sdp.audio(B_IP, B_PORT)).put("via-branch", "one"));
        relay.delete(Ng.deleteNow("call").put("from-tag", "a").put("to-tag", "c"));
        assertThat(relay.has("call")).isTrue();
        assertEndsAfter(60, Termination.TIMEOUT);
    }

    @Test
    void shouldGoOnWithTheOtherCallsWhenOneCannotBeEnded() throws Exception {
        FakeMedia media = new FakeMedia();
        try (TestRelay fragile = TestRelay.on(media)) {
            media.onPortsClosed(_ -> {
                throw new IllegalStateException("a defect, for the test");
            });
            fragile.connect("first");
            fragile.connect("second");
            fragile.connect("third");
            media.advance(SECONDS.toNanos(61));
            fragile.calls.checkTimers();
            assertThat(fragile.calls.registry().size()).isZero();
        }
    }
}
