package dev.patchbay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.sim.SimPeer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CdrLineTest {

    private static final String IP = "127.0.0.1";

    private final SimRelay relay = new SimRelay();
    private final CdrLine cdr = new CdrLine(relay.network::nowNs, 0);
    private final List<String> lines = new ArrayList<>();

    CdrLineTest() {
        relay.onEnd = ended -> lines.add(cdr.of(ended));
    }

    @AfterEach
    void close() {
        relay.close();
    }

    @ParameterizedTest
    @EnumSource
    void shouldWriteWhatRtpengineWrites(RecordedCalls call) {
        call.make(relay);
        relay.delete(call.callId, "delete-delay", "0");
        assertThat(fields(call.normalized(lines.getFirst()))).isEqualTo(fields(call.recorded("cdr").stripTrailing() + " "));
        assertThat(lines.getFirst()).endsWith(", ");
    }

    private static List<String> fields(String line) {
        return Arrays.asList(line.split(", ", -1));
    }

    @Test
    void shouldCountFromTheLastSdpOfAParty() {
        relay.offer("c", "a", SimRelay.sdp(IP, 5000));
        relay.run(2 * SimRelay.SECOND);
        relay.answer("c", "a", "b", SimRelay.sdp(IP, 6000));
        relay.run(3 * SimRelay.SECOND);
        relay.delete("c", "delete-delay", "0");
        assertThat(lines.getFirst()).contains("ml0_duration=5.000000, ").contains("ml1_duration=3.000000, ");
    }

    @Test
    void shouldCallTheEndOfADeletedPartyRegularWhateverEndsTheCall() {
        relay.offer("c", "a", SimRelay.sdp(IP, 5000), "via-branch", "1");
        relay.offer("c", "a", SimRelay.sdp(IP, 5000), "via-branch", "2");
        relay.answer("c", "a", "b1", SimRelay.sdp(IP, 6000), "via-branch", "1");
        relay.answer("c", "a", "b2", SimRelay.sdp(IP, 7000), "via-branch", "2");
        relay.run(SimRelay.SECOND);
        relay.delete("c", "from-tag", "a", "to-tag", "b1", "delete-delay", "0");
        relay.run(SimRelay.SECOND);
        relay.calls.terminate("c");
        assertThat(lines.getFirst())
                .contains("ml0_duration=2.000000, ml0_termination=FORCED, ml0_local_tag=a, ")
                .contains("ml1_duration=1.000000, ml1_termination=REGULAR, ml1_local_tag=b1, ")
                .contains("ml2_duration=2.000000, ml2_termination=FORCED, ml2_local_tag=b2, ");
    }

    @Test
    void shouldTellWhenTheLastPacketCame() {
        SimPeer a = relay.network.peer(IP, 5000);
        relay.offer("c", "a", SimRelay.sdp(IP, 5000));
        String toA = relay.answer("c", "a", "b", SimRelay.sdp(IP, 6000));
        relay.run(10 * SimRelay.SECOND);
        relay.send(a, SimRelay.media(toA, 0), SimRelay.rtp(8, 1, 1, 1));
        long packetS = relay.epochUs() / 1_000_000;
        relay.run(10 * SimRelay.SECOND);
        relay.delete("c", "delete-delay", "0");
        assertThat(lines.getFirst())
                .contains("payload_type=8, ")
                .contains("ml0_midx1_rtp_last_packet=" + packetS + ", ")
                .contains("ml1_midx1_rtp_last_packet=" + (packetS - 10) + ", ");
    }

    @Test
    void shouldNotLetATagForgeFieldsOrLines() {
        String tag = "x, ml0_termination=FORCED\r\nci=other";
        relay.offer("c\n,d", tag, SimRelay.sdp(IP, 5000));
        relay.delete("c\n,d", "delete-delay", "0");
        assertThat(lines.getFirst())
                .startsWith("ci=c\\x0a\\x2cd, ")
                .contains("ml0_local_tag=x\\x2c ml0_termination=FORCED\\x0d\\x0aci=other, ")
                .doesNotContain("\n");
    }

    @Test
    void shouldWriteTagsAsText() {
        relay.offer("c", "\u00c3\u00a9", SimRelay.sdp(IP, 5000));
        relay.delete("c", "delete-delay", "0");
        assertThat(lines.getFirst()).contains("ml0_local_tag=\u00e9, ");
    }

    @Test
    void shouldUseTheConfiguredTosForCallsWithoutTheirOwn() {
        CdrLine other = new CdrLine(relay.network::nowNs, 184);
        relay.onEnd = ended -> lines.add(other.of(ended));
        relay.offer("c", "a", SimRelay.sdp(IP, 5000));
        relay.delete("c", "delete-delay", "0");
        assertThat(lines.getFirst()).contains(", tos=184, ");
    }
}
