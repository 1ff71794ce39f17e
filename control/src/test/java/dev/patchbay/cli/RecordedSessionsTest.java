package dev.patchbay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.report.RecordedCalls;
import dev.patchbay.report.SessionView;
import dev.patchbay.report.SimRelay;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls made in the engine are printed as rtpengine printed the same calls. */
class RecordedSessionsTest {

    @ParameterizedTest
    @EnumSource
    void shouldPrintACallAsRtpengineDoes(RecordedCalls call) {
        try (SimRelay relay = new SimRelay()) {
            call.make(relay);
            SessionView view = new SessionView(relay.network::nowNs, relay::epochUs, 0);
            String text = CallText.details(view.details(relay.report(call.callId)));
            assertThat(call.normalized(text)).isEqualTo(call.recorded("session"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldListACallAsRtpengineDoes(RecordedCalls call) {
        try (SimRelay relay = new SimRelay()) {
            call.make(relay);
            SessionView view = new SessionView(relay.network::nowNs, relay::epochUs, 0);
            String line = CallText.line(view.summary(relay.call(call.callId)));
            assertThat(call.normalized(line)).isEqualTo(call.recorded("line"));
        }
    }
}
