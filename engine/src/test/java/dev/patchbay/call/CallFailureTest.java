package dev.patchbay.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.net.TransportAddress;
import dev.patchbay.ngwire.CommandException;
import dev.patchbay.port.PortPool;
import dev.patchbay.sim.FakeMedia;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Offers and answers that fail half-way: no port is lost, and what was agreed before goes on. */
class CallFailureTest {

    private static final String A = Sdp.audio("198.51.100.1", 4000);
    private static final String B = Sdp.audio("198.51.100.2", 4000);
    private static final String VIDEO = Sdp.media("video", 5000);

    private final FakeMedia media = new FakeMedia();
    private TestRelay relay = TestRelay.on(media, 30000, 30007);

    @AfterEach
    void close() {
        relay.close();
    }

    private static String withVideo(String audio) {
        return audio + VIDEO;
    }

    @Test
    void shouldReturnAllPortsOfAFirstOfferThatRunsOut() {
        assertThatThrownBy(() -> relay.offer("call", "a", withVideo(withVideo(A))))
                .isInstanceOf(CommandException.class)
                .hasMessage("Ran out of ports");
        assertThat(relay.has("call")).isFalse();
        assertThat(media.bound()).isEmpty();
        assertThat(relay.portsInUse()).isZero();
        assertThat(relay.ended).as("a call that never was has no end").isEmpty();
    }

    /** rtpengine: destroys the call. A re-INVITE that cannot be served is refused, and the call goes on as before (RFC 3261, 14.1). */
    @Test
    void shouldKeepTheCallWhenAReofferRunsOutOfPorts() throws Exception {
        relay.connect("call");
        Set<TransportAddress> before = Set.copyOf(media.bound());
        var plan = media.plans().get("call");
        assertThatThrownBy(() -> relay.offer("call", "a", withVideo(withVideo(A)))).hasMessage("Ran out of ports");
        assertThat(media.bound()).isEqualTo(before);
        assertThat(media.plans().get("call")).isSameAs(plan);
        assertThat(relay.state("call").tagged("a").orElseThrow().sections()).hasSize(1);
        assertThat(relay.answer("call", "a", "b", B)).isNotEmpty();
    }

    @Test
    void shouldReturnThePortsOfAnAnswerThatCannotBeUsed() throws Exception {
        relay.offer("call", "a", A);
        int inUse = relay.portsInUse();
        String noAddress = "v=0\r\no=- 1 1 IN IP4 198.51.100.2\r\ns=-\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\n"
                + "c=IN IP4 198.51.100.2\r\nm=video 5000 RTP/AVP 34\r\n";
        assertThatThrownBy(() -> relay.answer("call", "a", "b", noAddress)).hasMessage("Incomplete SDP specification");
        assertThat(relay.portsInUse()).isEqualTo(inUse);
        assertThat(media.bound()).hasSize(inUse);
        assertThat(relay.state("call").tagged("b")).isEmpty();
    }

    @Test
    void shouldSayWhyNoSocketCanBeHad() {
        media.failBinds(local -> Optional.of(new IOException("socket for " + local + ": EMFILE")));
        assertThatThrownBy(() -> relay.offer("call", "a", A)).hasMessage("Ran out of ports");
        assertThat(relay.has("call")).isFalse();
        media.failBinds(_ -> Optional.empty());
        assertThat(relay.portsInUse()).isZero();
    }

    @Test
    void shouldReturnThePortsOfANewCallThatTheMediaPlaneRefuses() {
        media.setOverloaded(true);
        assertThatThrownBy(() -> relay.offer("call", "a", A)).isInstanceOf(IllegalStateException.class);
        assertThat(relay.has("call")).isFalse();
        assertThat(media.bound()).isEmpty();
        assertThat(relay.portsInUse()).isZero();
    }

    @Test
    void shouldKeepACallAsItWasWhenTheMediaPlaneRefusesTheNewPlan() throws Exception {
        relay.connect("call");
        CallState before = relay.state("call");
        Set<TransportAddress> bound = Set.copyOf(media.bound());
        media.setOverloaded(true);
        assertThatThrownBy(() -> relay.offer("call", "a", withVideo(A))).isInstanceOf(IllegalStateException.class);
        assertThat(relay.state("call")).isSameAs(before);
        assertThat(media.bound()).isEqualTo(bound);
        media.setOverloaded(false);
        media.advance(PortPool.REST_NS);
        relay.offer("call", "a", withVideo(A));
        assertThat(media.bound()).hasSize(8);
    }

    @Test
    void shouldRefuseForksWithoutEnd() throws Exception {
        relay.close();
        relay = TestRelay.on(media);
        for (int i = 0; i < CallState.MAX_PARTICIPANTS - 1; i++) {
            relay.offer(Ng.offer("call", "a", A).put("via-branch", "branch" + i));
        }
        int inUse = relay.portsInUse();
        assertThatThrownBy(() -> relay.offer(Ng.offer("call", "a", A).put("via-branch", "one more")))
                .hasMessage("Invalid dialogue association");
        assertThat(relay.state("call").participants()).hasSize(CallState.MAX_PARTICIPANTS);
        assertThat(relay.portsInUse()).isEqualTo(inUse);
        relay.delete(Ng.deleteNow("call"));
        assertThat(relay.portsInUse()).isZero();
    }

    @Test
    void shouldReplyWithNothingToAnOfferWithoutSdp() throws Exception {
        assertThat(relay.offer("call", "a", "")).isEmpty();
        assertThat(relay.has("call")).isFalse();
    }

    @Test
    void shouldNotAnswerForAnUnknownCall() {
        assertThatThrownBy(() -> relay.answer("call", "a", "b", B)).hasMessage("Unknown call-id");
    }
}
