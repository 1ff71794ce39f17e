package dev.patchbay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.call.CallReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExplainIceTest {

    private static final String ICE = "a=ice-ufrag:abcd\r\na=ice-pwd:0123456789012345678901\r\n";
    private static final String CANDIDATES = "a=candidate:1 1 UDP 2130706431 198.51.100.1 4000 typ host\r\n"
            + "a=candidate:2 1 UDP 2113937151 11111111-2222-3333-4444-555555555555.local 4000 typ host\r\n";

    private final SimRelay relay = new SimRelay("default/192.0.2.1!203.0.113.9");

    @AfterEach
    void close() {
        relay.close();
    }

    private String explanation() {
        CallReport report = relay.report("c");
        return new ExplainText(relay.network::nowNs, relay::epochUs).explain(report);
    }

    private void call(String treatment) {
        relay.offer("c", "a", SimRelay.sdp("198.51.100.1", 4000) + ICE + CANDIDATES, "ICE", treatment);
        relay.answer("c", "a", "b", SimRelay.sdp("198.51.100.2", 4000), "ICE", treatment);
    }

    @Test
    void shouldTellTheStateOfAnAgentAndItsPairs() {
        call("force");
        relay.run(SimRelay.SECOND);
        assertThat(explanation())
                .contains("checking candidate pairs")
                .contains("full, controlled, ufrag ")
                .contains("component 1 192.0.2.1:")
                .contains(" as 203.0.113.9:")
                .contains("full, ufrag abcd; candidates: component 1 198.51.100.1:4000 host")
                .contains("component 1 192.0.2.1:")
                .contains(" to 198.51.100.1:4000 (host) in progress")
                .contains("the address in the SDP; ICE has not found a pair that works")
                .containsPattern("memory +about \\d{4} bytes, never more than 50880\n")
                .doesNotContain("0123456789012345678901")
                .doesNotContain(".local");
    }

    @Test
    void shouldTellThatIceHasFailed() {
        call("force");
        relay.run(45 * SimRelay.SECOND);
        assertThat(explanation())
                .contains("no pair of some component works")
                .contains("- ICE with party 1 'a' has failed for audio: none of 1 candidate pairs works.");
    }

    @Test
    void shouldTellThatThePartiesDoIceThemselves() {
        relay.offer("c", "a", SimRelay.sdp("198.51.100.1", 4000) + ICE + CANDIDATES, "ICE", "optional");
        assertThat(explanation()).contains("the parties' own; their checks are relayed");
    }
}
