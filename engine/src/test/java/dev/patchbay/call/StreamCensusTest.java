package dev.patchbay.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.net.TransportAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The figures of calls without, or with one-sided, media, each case as rtpengine counted it. */
class StreamCensusTest {

    private static final String A_IP = "198.51.100.1";
    private static final String B_IP = "198.51.100.2";

    private final SimulatedRelay simulated = new SimulatedRelay(1, 30000, 39999);
    private final TestRelay relay = simulated.relay;
    private String toA;
    private String toB;

    @BeforeEach
    void connectAudioAndVideo() throws Exception {
        toB = relay.offer("call", "a", Sdp.audio(A_IP, 4000, Sdp.media("video", 5000)));
        toA = relay.answer("call", "a", "b", Sdp.audio(B_IP, 4000, Sdp.media("video", 5000)));
    }

    @AfterEach
    void close() {
        simulated.close();
    }

    private void send(String fromIp, String sdp, int index, int portOffset, int secondByte) {
        byte[] packet = new byte[172];
        packet[0] = (byte) 0x80;
        packet[1] = (byte) secondByte;
        simulated.network.inject(
                TransportAddress.of(fromIp, 4000 + 1000 * index + portOffset),
                TransportAddress.of(TestRelay.IP, Sdp.ports(sdp).get(index) + portOffset),
                packet);
        simulated.advance(0);
    }

    private void assertCounted(int zeroWay, int oneWay) throws Exception {
        relay.delete(Ng.deleteNow("call"));
        assertThat(relay.calls.totals().get(CallTotals.Total.ZERO_WAY_STREAMS)).isEqualTo(zeroWay);
        assertThat(relay.calls.totals().get(CallTotals.Total.ONE_WAY_STREAMS)).isEqualTo(oneWay);
        assertThat(relay.calls.totals().get(CallTotals.Total.MANAGED)).isEqualTo(1);
    }

    @Test
    void shouldCountACallWithoutMediaOnce() throws Exception {
        assertCounted(1, 0);
    }

    @Test
    void shouldCountNothingForMediaInBothDirections() throws Exception {
        send(A_IP, toA, 0, 0, 0);
        send(B_IP, toB, 0, 0, 0);
        assertCounted(0, 0);
    }

    @Test
    void shouldCountACallInWhichOnePartySends() throws Exception {
        send(A_IP, toA, 0, 0, 0);
        send(A_IP, toA, 1, 0, 34);
        assertCounted(0, 1);
    }

    @Test
    void shouldCountNothingForASectionInOneDirectionBesideAnotherInBoth() throws Exception {
        send(A_IP, toA, 0, 0, 0);
        send(B_IP, toB, 0, 0, 0);
        send(A_IP, toA, 1, 0, 34);
        assertCounted(0, 0);
    }

    @Test
    void shouldNotTakeRtcpForMedia() throws Exception {
        send(A_IP, toA, 0, 1, 201);
        assertCounted(1, 0);
    }
}
