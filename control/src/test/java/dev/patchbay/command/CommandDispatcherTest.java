package dev.patchbay.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.ngvalue.NgList;
import dev.patchbay.ngwire.NgCommand;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The form of replies; what is in the SDP is for the golden cases. */
class CommandDispatcherTest {

    private final SignallingRelay relay = new SignallingRelay();

    @AfterEach
    void close() {
        relay.close();
    }

    private static NgDict error(String reason) {
        return NgDict.builder().put("result", "error").put("error-reason", reason).build();
    }

    private static NgDict.Builder command(String name) {
        return NgDict.builder().put("command", name);
    }

    private void connect(String callId) {
        assertThat(relay.ask(SignallingRelay.offer(callId)).string("result")).contains("ok");
        assertThat(relay.ask(SignallingRelay.answer(callId)).string("result")).contains("ok");
    }

    @Test
    void shouldAnswerAPing() {
        assertThat(relay.ask(command("ping")))
                .isEqualTo(NgDict.builder().put("result", "pong").build());
    }

    @Test
    void shouldReplyWithTheSdpBeforeTheResult() {
        assertThat(relay.ask(SignallingRelay.offer("call")).entries().keySet()).containsExactly("sdp", "result");
    }

    @Test
    void shouldReplyWithoutSdpToAnOfferWithoutOne() {
        assertThat(relay.ask(SignallingRelay.offer("call").put("sdp", "")))
                .isEqualTo(NgDict.builder().put("result", "ok").build());
    }

    @Test
    void shouldGiveTheReasonOfARefusal() {
        assertThat(relay.ask(SignallingRelay.answer("call"))).isEqualTo(error("Unknown call-id"));
        assertThat(relay.ask(SignallingRelay.offer("call").put("sdp", "hello"))).isEqualTo(error("Failed to parse SDP"));
        assertThat(relay.ask(command("query").put("call-id", "call"))).isEqualTo(error("Unknown call-id"));
        assertThat(relay.ask(command("nonsense"))).isEqualTo(error("Unrecognized command"));
        assertThat(relay.ask(NgDict.builder())).isEqualTo(error("Dictionary contains no key \"command\""));
    }

    @Test
    void shouldSayOfLaterCommandsThatTheyAreNotSupported() {
        for (String name : NgCommand.Unsupported.NAMES) {
            assertThat(relay.ask(command(name).put("call-id", "call"))).isEqualTo(error("unsupported"));
        }
    }

    @Test
    void shouldTellAClientThatKnowsLoadLimitsWhichOneItMet() {
        NgDict.Builder modern = SignallingRelay.offer("call").put("supports", NgList.ofStrings(List.of("load limit")));
        relay.settings.setMaxLoad(1);
        relay.loadAverage = 2;
        assertThat(relay.ask(modern))
                .isEqualTo(NgDict.builder()
                        .put("result", "load limit")
                        .put("message", "Load limit exceeded")
                        .build());
    }

    /** Kamailio fails over on this one text. */
    @Test
    void shouldTellAnOldClientTheSameOfEveryLimit() {
        relay.settings.setMaxLoad(1);
        relay.loadAverage = 2;
        assertThat(relay.ask(SignallingRelay.offer("call"))).isEqualTo(error("Parallel session limit reached"));
        relay.settings.setMaxLoad(0);
        relay.settings.setMaxSessions(0);
        assertThat(relay.ask(SignallingRelay.offer("call"))).isEqualTo(error("Parallel session limit reached"));
    }

    @Test
    void shouldListCalls() {
        connect("one");
        connect("two");
        connect("three");
        NgDict all = relay.ask(command("list"));
        assertThat(all.strings("calls")).containsExactlyInAnyOrder("one", "two", "three");
        assertThat(all.string("result")).contains("ok");
        assertThat(relay.ask(command("list").put("limit", 2)).strings("calls")).hasSize(2);
        assertThat(relay.ask(command("list").put("limit", 0)).list("calls")).isPresent();
        assertThat(relay.ask(command("list").put("limit", -1))).isEqualTo(error("invalid limit, must be >= 0"));
    }

    @Test
    void shouldGiveStatistics() {
        NgDict reply = relay.ask(command("statistics"));
        assertThat(reply.dict("statistics").orElseThrow().string("about")).contains(SignallingRelay.STATISTICS);
        assertThat(reply.string("result")).contains("ok");
    }

    @Test
    void shouldReplyToADeleteOfTheWholeCallWithTheResultOnly() {
        connect("call");
        assertThat(relay.ask(SignallingRelay.delete("call")))
                .isEqualTo(NgDict.builder().put("result", "ok").build());
    }

    @Test
    void shouldReplyToADeleteByTagWithStatistics() {
        connect("call");
        NgDict reply = relay.ask(SignallingRelay.delete("call").put("from-tag", "a").put("to-tag", "b"));
        assertThat(reply.entries().keySet())
                .containsExactly("created", "created_us", "last signal", "SSRC", "tags", "totals", "result");
        assertThat(reply.dict("tags").orElseThrow().entries().keySet()).containsExactly("b", "a");
    }

    @Test
    void shouldWarnOfADeleteThatFindsNothingAndFailItOnRequest() {
        String text = "Call-ID not found or tags didn't match";
        assertThat(relay.ask(SignallingRelay.delete("call")))
                .isEqualTo(NgDict.builder().put("warning", text).put("result", "ok").build());
        assertThat(relay.ask(SignallingRelay.delete("call").put("flags", NgList.ofStrings(List.of("fatal")))))
                .isEqualTo(error(text));
    }

    @Test
    void shouldReportTheWholeCallToAQuery() {
        connect("call");
        relay.media.advance(TimeUnit.SECONDS.toNanos(5));
        NgDict reply = relay.ask(command("query").put("call-id", "call"));
        NgDict tags = reply.dict("tags").orElseThrow();
        assertThat(tags.entries().keySet()).containsExactly("a", "b");
        NgDict a = tags.dict("a").orElseThrow();
        assertThat(a.string("in dialogue with")).contains("b");
        NgDict media = (NgDict) a.list("medias").orElseThrow().values().getFirst();
        assertThat(media.integer("index")).hasValue(1);
        assertThat(media.string("type")).contains("audio");
        assertThat(media.string("protocol")).contains("RTP/AVP");
        assertThat(media.strings("flags")).contains("initialized", "send", "recv");
        NgDict rtp = (NgDict) media.list("streams").orElseThrow().values().getFirst();
        assertThat(rtp.string("local address")).contains(SignallingRelay.IP);
        NgDict endpoint = rtp.dict("endpoint").orElseThrow();
        assertThat(endpoint.string("family")).contains("IPv4");
        assertThat(endpoint.string("address")).contains("198.51.100.1");
        assertThat(endpoint.integer("port")).hasValue(4000);
        assertThat(rtp.strings("flags")).contains("RTP", "filled");
        NgDict totals = reply.dict("totals").orElseThrow().dict("RTP").orElseThrow();
        assertThat(totals.integer("packets")).hasValue(0);
    }

    @Test
    void shouldNameAPartyThatHasNotAnswered() {
        relay.ask(SignallingRelay.offer("call"));
        NgDict tags = relay.ask(command("query").put("call-id", "call")).dict("tags").orElseThrow();
        assertThat(tags.entries().keySet()).hasSize(2).contains("a").anyMatch(key -> key.startsWith("<untagged "));
    }

    @Test
    void shouldReportTheHighestTagOfTheQueryWithItsPartner() {
        connect("call");
        NgDict byTo = relay.ask(command("query").put("call-id", "call").put("from-tag", "a").put("to-tag", "b"));
        assertThat(byTo.dict("tags").orElseThrow().entries().keySet()).containsExactly("b", "a");
        NgDict unknown = relay.ask(command("query").put("call-id", "call").put("from-tag", "x"));
        assertThat(unknown.dict("tags").orElseThrow().entries()).isEmpty();
    }

    @Test
    void shouldStayInDebugOnceTheCallAskedForIt() {
        relay.ask(SignallingRelay.offer("call").put("flags", NgList.ofStrings(List.of("debug"))));
        relay.ask(SignallingRelay.answer("call"));
        assertThat(relay.calls.registry().find("call").orElseThrow().isDebug()).isTrue();
    }
}
