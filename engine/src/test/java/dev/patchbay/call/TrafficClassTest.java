package dev.patchbay.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.sim.FakeMedia;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Key {@code TOS} of offers and answers. */
class TrafficClassTest {

    private static final String A = Sdp.audio("198.51.100.1", 4000);
    private static final String B = Sdp.audio("198.51.100.2", 4000);
    private static final int RESET = 256;

    private final FakeMedia media = new FakeMedia();
    private final TestRelay relay = TestRelay.on(media);

    @AfterEach
    void close() {
        relay.close();
    }

    @Test
    void shouldSetItOnAllSocketsOfTheCall() throws Exception {
        relay.offer(Ng.offer("call", "a", A).put("TOS", 184));
        assertThat(media.trafficClasses()).containsOnlyKeys(media.bound());
        assertThat(media.trafficClasses().values()).containsOnly(184);
    }

    @Test
    void shouldLeaveOtherCallsAlone() throws Exception {
        relay.connect("other");
        relay.offer(Ng.offer("call", "a", A).put("TOS", 184));
        assertThat(media.trafficClasses()).hasSize(4);
        assertThat(media.bound()).hasSize(8);
    }

    @Test
    void shouldAcceptItAsText() throws Exception {
        relay.offer(Ng.offer("call", "a", A).put("TOS", "184"));
        assertThat(media.trafficClasses().values()).containsOnly(184);
    }

    @Test
    void shouldReturnToTheConfiguredOneWithoutTheKey() throws Exception {
        relay.offer(Ng.offer("call", "a", A).put("TOS", 184));
        relay.answer("call", "a", "b", B);
        assertThat(media.trafficClasses().values()).as("an answer changes nothing").containsOnly(184);
        relay.offer(Ng.offer("call", "a", A));
        assertThat(media.trafficClasses().values()).containsOnly(TestRelay.CONFIGURED_TOS);
    }

    @Test
    void shouldReturnToTheConfiguredOneByTheResetValue() throws Exception {
        relay.offer(Ng.offer("call", "a", A).put("TOS", 184));
        relay.offer(Ng.offer("call", "a", A).put("TOS", RESET));
        assertThat(media.trafficClasses().values()).containsOnly(TestRelay.CONFIGURED_TOS);
    }

    @Test
    void shouldKeepItWithANegativeValue() throws Exception {
        relay.offer(Ng.offer("call", "a", A).put("TOS", 184));
        relay.answer(Ng.answer("call", "a", "b", B).put("TOS", -1));
        assertThat(media.trafficClasses().values()).containsOnly(184);
    }

    @Test
    void shouldGiveItToPortsThatCameLater() throws Exception {
        relay.offer(Ng.offer("call", "a", A).put("TOS", 184));
        relay.offer(Ng.offer("call", "a", A + Sdp.media("video", 5000)).put("TOS", -1));
        assertThat(media.trafficClasses()).containsOnlyKeys(media.bound()).hasSize(8);
        assertThat(media.trafficClasses().values()).containsOnly(184);
    }

    @Test
    void shouldTouchNoSocketWhenNothingIsAsked() throws Exception {
        relay.connect("call");
        assertThat(media.trafficClasses()).isEmpty();
    }
}
