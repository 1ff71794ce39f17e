package dev.patchbay.sip.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.sip.node.RelayClock;
import dev.patchbay.sip.node.RelayNode;
import dev.patchbay.sip.node.RelaySet;
import dev.patchbay.sip.node.SocketListParser;
import dev.patchbay.sip.select.OpenSipsSelection;
import dev.patchbay.sip.select.SelectionRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an operator can read about commands and relays, by logger and level. */
@Timeout(60)
class ClientLogTest {

    private static final String SDP = "v=0 a=crypto:1 secret";

    private FakeRelay relay;
    private RelayPool pool;

    @BeforeEach
    void start() throws Exception {
        relay = new FakeRelay();
        pool = new RelayPool(
                new NgProtocol(),
                new ClientOptions(Duration.ofMillis(200), 3, Duration.ofMinutes(1)),
                RelayClock.system(),
                new Random(1));
        pool.replace(new SocketListParser(SocketListParser.Grammar.OPENSIPS, 0).parse(relay.url()));
    }

    @AfterEach
    void stop() {
        pool.close();
        relay.close();
    }

    private CommandResult offer() {
        RelaySet set = pool.sets().snapshot().set(0).orElseThrow();
        CommandRunner runner = new CommandRunner(pool.client(), new OpenSipsSelection(pool.watch()), Set.of());
        return runner.run(
                new SelectionRequest(set, "call-7", "", false),
                NgDict.builder().put("command", "offer").put("sdp", SDP).build());
    }

    @Test
    void shouldTellWhatBecameOfEachCommand() {
        AtomicInteger tries = new AtomicInteger();
        relay.answering((cookie, request) -> tries.incrementAndGet() < 2 ? List.of() : FakeRelay.politeAnswer(cookie, request));
        try (LogCapture log = new LogCapture("sip.client", Level.FINE)) {
            assertThat(offer()).isInstanceOf(CommandResult.Done.class);
            String node = relay.url() + " (set 0)";
            assertThat(log.lines().getFirst()).isEqualTo("FINE offer of call call-7: to " + node);
            assertThat(log.lines().get(1)).isEqualTo("FINE offer at " + node + ": no answer within 200 ms, sent again, 1 more tries");
            assertThat(log.lines().getLast()).matches("FINE offer of call call-7: \\Q" + node + "\\E said 'ok' after \\d+ us");
            assertThat(log.lines()).as("keys of media stay out of logs").noneMatch(line -> line.contains("secret"));
        }
    }

    @Test
    void shouldTellWhyARelayRefused() {
        relay.replying(_ -> Optional.of(NgDict.builder().put("result", "error").put("error-reason", "Unknown call-id").build()));
        try (LogCapture log = new LogCapture("sip.client", Level.FINE)) {
            assertThat(offer()).isInstanceOf(CommandResult.Refused.class);
            assertThat(log.lines().getLast()).contains("said 'Unknown call-id' after");
        }
    }

    @Test
    void shouldBeQuietUnlessAsked() {
        try (LogCapture log = new LogCapture("sip.client", Level.INFO)) {
            assertThat(offer()).isInstanceOf(CommandResult.Done.class);
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void shouldTellWhenARelayGoesAndComesBack() {
        RelayNode node = pool.sets().snapshot().displayedNodes().getFirst();
        try (LogCapture log = new LogCapture("sip.node", Level.INFO)) {
            relay.silent();
            assertThat(offer()).isInstanceOf(CommandResult.NoRelay.class);
            assertThat(log.lines()).hasSize(1);
            assertThat(log.lines().getFirst()).startsWith("WARNING " + node + ": DISABLED_UNTIL, was ENABLED: ").contains("no answer within");
            relay.answering(FakeRelay::politeAnswer);
            pool.watch().probeAndWait(List.of(node));
            assertThat(log.lines().getLast()).isEqualTo("INFO " + node + ": ENABLED, was DISABLED_UNTIL: answered a ping");
        }
    }
}
