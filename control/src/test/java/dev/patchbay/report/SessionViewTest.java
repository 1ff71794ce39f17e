package dev.patchbay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.cli.CallDetails;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the text says is compared with rtpengine's in {@code dev.patchbay.cli.RecordedSessionsTest}. */
class SessionViewTest {

    private static final String IP = "127.0.0.1";

    private final SimRelay relay = new SimRelay();
    private final SessionView view = new SessionView(relay.network::nowNs, relay::epochUs, 96);

    @AfterEach
    void close() {
        relay.close();
    }

    @Test
    void shouldMarkACallThatWasDeletedAsAWhole() {
        relay.offer("c", "a", SimRelay.sdp(IP, 5000));
        assertThat(view.summary(relay.call("c")).isDeleted()).isFalse();
        relay.delete("c", "delete-delay", "30");
        assertThat(view.summary(relay.call("c")).isDeleted()).isTrue();
    }

    @Test
    void shouldNotMarkACallOfWhichOnlyAPartyIsGone() {
        relay.offer("c", "a", SimRelay.sdp(IP, 5000), "via-branch", "1");
        relay.offer("c", "a", SimRelay.sdp(IP, 5000), "via-branch", "2");
        relay.answer("c", "a", "b1", SimRelay.sdp(IP, 6000), "via-branch", "1");
        relay.answer("c", "a", "b2", SimRelay.sdp(IP, 7000), "via-branch", "2");
        relay.delete("c", "from-tag", "a", "to-tag", "b1", "delete-delay", "3");
        assertThat(view.summary(relay.call("c")).isDeleted()).isTrue();
        relay.run(4 * SimRelay.SECOND);
        relay.calls.checkTimers();
        assertThat(view.summary(relay.call("c")).isDeleted()).isFalse();
    }

    @Test
    void shouldStopTheCountOfADeletedParty() {
        relay.offer("c", "a", SimRelay.sdp(IP, 5000));
        relay.answer("c", "a", "b", SimRelay.sdp(IP, 6000));
        relay.run(SimRelay.SECOND);
        relay.delete("c", "delete-delay", "30");
        relay.run(SimRelay.SECOND);
        CallDetails details = view.details(relay.report("c"));
        assertThat(details.parties()).extracting(CallDetails.Party::durationUs).containsOnly(1_000_000L);
        assertThat(details.tos()).isEqualTo(96);
    }

    @Test
    void shouldKeepTheCallIdAsItIsAndTheTagsOnOneLine() {
        relay.offer("c\u00c3\u00a9", "a\n'b", SimRelay.sdp(IP, 5000));
        CallDetails details = view.details(relay.report("c\u00c3\u00a9"));
        assertThat(details.summary().callId()).isEqualTo("c\u00c3\u00a9");
        assertThat(details.parties().getFirst().tag()).isEqualTo("a\\x0a'b");
    }
}
