package dev.patchbay.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.net.TransportAddress;
import dev.patchbay.rtppwire.RtppCommand;
import dev.patchbay.rtppwire.RtppModifiers;
import dev.patchbay.rtppwire.RtppReply;
import dev.patchbay.rtppwire.RtppTag;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rtpproxy protocol on the engine: replies of the kind that rtpengine gives. */
class EndpointDispatcherTest {

    private static final TransportAddress A = TransportAddress.of("198.51.100.1", 4000);
    private static final TransportAddress B = TransportAddress.of("198.51.100.2", 5000);
    private static final RtppModifiers NO_MODIFIERS = new RtppModifiers("");

    private final SignallingRelay relay = new SignallingRelay();

    @AfterEach
    void close() {
        relay.close();
    }

    private static RtppTag tag(String name, int medium) {
        return new RtppTag(name, OptionalInt.of(medium));
    }

    private RtppReply update(int medium) {
        return send(new RtppCommand.Update(NO_MODIFIERS, "call", Optional.empty(), A, tag("a", medium), Optional.empty()));
    }

    private RtppReply lookup(int medium) {
        return send(new RtppCommand.Lookup(
                NO_MODIFIERS, "call", Optional.empty(), B, tag("a", medium), Optional.of(tag("b", medium))));
    }

    private RtppReply query() {
        return send(new RtppCommand.Query(NO_MODIFIERS, "call", Optional.empty(), tag("a", 1), Optional.of(tag("b", 1))));
    }

    private RtppReply delete(String fromTag) {
        return send(new RtppCommand.Delete(NO_MODIFIERS, "call", Optional.empty(), tag(fromTag, 1), Optional.empty()));
    }

    private RtppReply send(RtppCommand.OfCall command) {
        return relay.endpoints.dispatch(command, SignallingRelay.CLIENT);
    }

    private static int port(RtppReply reply) {
        return ((RtppReply.Allocated) reply).local().port();
    }

    @Test
    void shouldGiveEachSideAPortOfItsOwn() {
        RtppReply forCallee = update(1);
        RtppReply forCaller = lookup(1);
        assertThat(port(forCallee)).isEven().isNotEqualTo(port(forCaller));
        assertThat(((RtppReply.Allocated) forCaller).local().ip()).hasToString(SignallingRelay.IP);
        assertThat(relay.pool.used()).isEqualTo(4);
    }

    @Test
    void shouldGiveTheSamePortsAgain() {
        RtppReply forCallee = update(1);
        RtppReply forCaller = lookup(1);
        assertThat(update(1)).isEqualTo(forCallee);
        assertThat(lookup(1)).isEqualTo(forCaller);
        assertThat(relay.pool.used()).isEqualTo(4);
    }

    @Test
    void shouldServeSeveralMediaOfACall() {
        assertThat(port(update(2))).isNotEqualTo(port(update(1)));
        assertThat(port(lookup(1))).isNotEqualTo(port(lookup(2)));
        assertThat(relay.calls.registry().size()).isEqualTo(1);
        assertThat(relay.pool.used()).isEqualTo(8);
    }

    @Test
    void shouldKnowNothingOfALookupWithoutAnUpdate() {
        assertThat(lookup(1)).isEqualTo(new RtppReply.NoCall());
        assertThat(relay.calls.registry().size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 129, Integer.MAX_VALUE})
    void shouldRefuseAMediaNumberOutOfBounds(int medium) {
        assertThat(update(medium)).isEqualTo(RtppReply.Failure.ANY);
        assertThat(relay.pool.used()).isZero();
    }

    @Test
    void shouldDelete() {
        relay.settings.setDeleteDelayS(0);
        update(1);
        lookup(1);
        assertThat(delete("x")).isEqualTo(RtppReply.Failure.ANY);
        assertThat(delete("a")).isEqualTo(new RtppReply.Deleted());
        assertThat(relay.pool.used()).isZero();
        assertThat(delete("a")).isEqualTo(RtppReply.Failure.ANY);
    }

    @Test
    void shouldTellTheTimeThatIsLeft() {
        relay.settings.setSilentTimeoutS(100);
        update(1);
        lookup(1);
        relay.media.advance(TimeUnit.SECONDS.toNanos(30));
        assertThat(query()).isEqualTo(new RtppReply.Statistics(70, 0, 0));
        relay.media.advance(TimeUnit.SECONDS.toNanos(300));
        assertThat(query()).isEqualTo(new RtppReply.Statistics(0, 0, 0));
    }

    @Test
    void shouldFailForAQueryOfAnUnknownCall() {
        assertThat(query()).isEqualTo(RtppReply.Failure.ANY);
    }

    @Test
    void shouldRefuseACallBeyondTheLimit() {
        relay.settings.setMaxSessions(0);
        assertThat(update(1)).isEqualTo(RtppReply.Failure.ANY);
    }
}
