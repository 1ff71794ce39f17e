package dev.patchbay.ng;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.door.CookieCache;
import dev.patchbay.metrics.ControlCommand;
import dev.patchbay.metrics.ControlTally;
import dev.patchbay.metrics.ProxyFigures;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.ngvalue.NgString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NgExchangeTest {

    private static final TransportAddress PEER = TransportAddress.of("192.0.2.1", 5000);

    private final AtomicLong nowNs = new AtomicLong();
    private final List<NgDict> dispatched = new ArrayList<>();
    private final ControlTally tally = new ControlTally();
    private final NgExchange exchange = new NgExchange(this::dispatch, new CookieCache(nowNs::get), tally, nowNs::get);

    private NgDict dispatch(NgDict request, TransportAddress peer) {
        dispatched.add(request);
        nowNs.addAndGet(1500);
        assertThat(peer).isEqualTo(PEER);
        return switch (request.string("command").orElse("")) {
            case "ping" -> NgDict.builder().put("result", "pong").build();
            case "offer" -> NgDict.builder().put("sdp", "x".repeat(1000)).put("result", "ok").build();
            case "query" -> NgDict.builder().put("result", "error").put("error-reason", "Unknown call-id").build();
            case "list" -> NgDict.builder().put("calls", NgString.ofText("é")).build();
            default -> throw new IllegalStateException("fault");
        };
    }

    @Test
    void shouldReplyInTheEncodingOfTheRequest() {
        assertThat(ask("1_2 d7:command4:pinge")).contains("1_2 d6:result4:ponge");
        assertThat(ask("c2 {\"command\":\"ping\"}")).contains("c2 {\"result\":\"pong\"}");
        assertThat(exchange.answer("c3 {\"command\":\"list\"}".getBytes(UTF_8), PEER, 1000))
                .hasValueSatisfying(reply -> assertThat(new String(reply, UTF_8)).isEqualTo("c3 {\"calls\":\"é\"}"));
    }

    @Test
    void shouldIgnoreWhatFollowsTheDictionary() {
        assertThat(ask("c d7:command4:pingeJUNK\n")).contains("c d6:result4:ponge");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nocookie", " d7:command4:pinge", "d7:command4:pinge", "c\td7:command4:pinge"})
    void shouldNotReplyWithoutACookie(String message) {
        assertThat(ask(message)).isEmpty();
        assertThat(exchange.messagesWithoutCookie()).isEqualTo(1);
        assertThat(dispatched).isEmpty();
    }

    @Test
    void shouldNameWhatIsWrongWithThePayload() {
        assertThat(ask("c1 ")).contains("c1 d6:result5:error12:error-reason25:Invalid data (no payload)e");
        for (String payload : List.of("x", "le", "i5e", " d7:command4:pinge", "d7:command", "d7:command4:ping", "\n")) {
            assertThat(ask("c" + payload.hashCode() + " " + payload))
                    .contains("c" + payload.hashCode() + " d6:result5:error12:error-reason27:Could not decode dictionarye");
        }
        assertThat(ask("c3 {\"command\":")).contains("c3 {\"result\":\"error\",\"error-reason\":\"Failed to parse JSON document\"}");
        assertThat(dispatched).isEmpty();
        assertThat(proxy().errors()).isEqualTo(9);
    }

    @Test
    void shouldAnswerRetransmissionsFromTheCacheWhateverTheirPayload() {
        assertThat(ask("c d7:command5:querye")).contains("c d6:result5:error12:error-reason15:Unknown call-ide");
        assertThat(ask("c d7:command4:pinge")).contains("c d6:result5:error12:error-reason15:Unknown call-ide");
        assertThat(ask("c ")).contains("c d6:result5:error12:error-reason15:Unknown call-ide");
        assertThat(dispatched).hasSize(1);
    }

    @Test
    void shouldReplyToARequestThatTheRelayFailsOn() {
        assertThat(ask("c d7:command5:faulte")).contains("c d6:result5:error12:error-reason14:Internal errore");
        assertThat(ask("c2 d7:command4:pinge")).contains("c2 d6:result4:ponge");
        assertThat(proxy().errors()).isEqualTo(1);
    }

    @Test
    void shouldReplaceAReplyThatDoesNotFit() {
        assertThat(exchange.answer("c d7:command5:offere".getBytes(ISO_8859_1), PEER, 999)
                        .map(reply -> new String(reply, ISO_8859_1)))
                .contains("c d6:result5:error12:error-reason35:Reply does not fit into one messagee");
    }

    @Test
    void shouldCountCommandsErrorsAndTheirTimeByProxy() {
        ask("c1 d7:command4:pinge");
        ask("c1 d7:command4:pinge");
        ask("c2 d7:command4:pinge");
        ask("c3 d7:command5:querye");
        assertThat(proxy().proxy()).isEqualTo(PEER.ip());
        assertThat(proxy().of(ControlCommand.PING)).isEqualTo(new ProxyFigures.CommandFigures(2, 3000));
        assertThat(proxy().of(ControlCommand.QUERY).count()).isEqualTo(1);
        assertThat(proxy().of(ControlCommand.OFFER)).isEqualTo(ProxyFigures.CommandFigures.NONE);
        assertThat(proxy().errors()).isEqualTo(1);
    }

    private ProxyFigures proxy() {
        return tally.figures().getFirst();
    }

    private Optional<String> ask(String message) {
        return exchange.answer(message.getBytes(ISO_8859_1), PEER, 65_507).map(reply -> new String(reply, ISO_8859_1));
    }
}
