package dev.patchbay.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ice.IceSettings;
import dev.patchbay.ngvalue.NgList;
import dev.patchbay.plan.MediaSecurity;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** OSRTP (RFC 8643) with keys by a handshake: nobody is bound to SRTP before both sides want it. */
class OpportunisticDtlsTest {

    private static final String CALL = "c1";

    private final SimulatedRelay sim = new SimulatedRelay(5, 30000, 30999, new IceSettings("rtpengine-test", false));

    @AfterEach
    void close() {
        sim.close();
    }

    private static String dtls(String role, String octet) {
        return "a=setup:" + role + "\r\na=fingerprint:sha-256 " + octet + (":" + octet).repeat(31) + "\r\n";
    }

    private MediaSecurity of(String tag) {
        return sim.relay.state(CALL).tagged(tag).orElseThrow().sections().getFirst().security();
    }

    @Test
    void shouldShakeHandsWithAnAnswererThatTakesUpTheOffer() throws Exception {
        sim.relay.offer(Ng.offer(CALL, "a", Sdp.audio("198.51.100.1", 4000)).put("OSRTP", NgList.ofStrings(List.of("offer"))));
        sim.relay.answer(Ng.answer(CALL, "a", "b", Sdp.audio("198.51.100.2", 5000, dtls("active", "BB"))));
        assertThat(of("a")).isEqualTo(MediaSecurity.PLAIN);
        assertThat(of("b")).isInstanceOfSatisfying(MediaSecurity.ByHandshake.class, b -> assertThat(b.peer()).isNotNull());
    }

    @Test
    void shouldSpeakPlainRtpWithAnAnswererThatDoesNot() throws Exception {
        sim.relay.offer(Ng.offer(CALL, "a", Sdp.audio("198.51.100.1", 4000)).put("OSRTP", NgList.ofStrings(List.of("offer"))));
        sim.relay.answer(Ng.answer(CALL, "a", "b", Sdp.audio("198.51.100.2", 5000)));
        assertThat(of("a")).isEqualTo(MediaSecurity.PLAIN);
        assertThat(of("b")).isEqualTo(MediaSecurity.PLAIN);
    }

    @Test
    void shouldLeaveTheOffererInTheClearUntilTheAnswerThenShakeHands() throws Exception {
        sim.relay.offer(Ng.offer(CALL, "a", Sdp.audio("198.51.100.1", 4000, dtls("actpass", "AA"))));
        assertThat(of("a")).isEqualTo(MediaSecurity.PLAIN);
        sim.relay.answer(Ng.answer(CALL, "a", "b", Sdp.audio("198.51.100.2", 5000)).put("OSRTP", NgList.ofStrings(List.of("accept"))));
        assertThat(of("a")).isInstanceOfSatisfying(MediaSecurity.ByHandshake.class, a -> assertThat(a.peer()).isNotNull());
        assertThat(of("b")).isEqualTo(MediaSecurity.PLAIN);
    }
}
