package dev.patchbay.proxy.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.net.TransportAddress;
import dev.patchbay.proxy.SipTransport;
import dev.patchbay.proxy.nat.Flow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ContactPingsTest {

    private static final int INTERVAL = 20;

    private final LocationTable table = LocationTable.inMemory(LocationLimits.byDefault());
    private final Map<String, List<Consumer<Boolean>>> sent = new HashMap<>();
    private final ContactPings pings = new ContactPings(
            table,
            new ContactPings.Settings(Duration.ofSeconds(INTERVAL), 5, 3),
            (user, _, whenDone) -> sent.computeIfAbsent(user.user(), _ -> new ArrayList<>()).add(whenDone),
            new Random(1));
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");

    private void add(String name, boolean isBehindNat) throws Exception {
        Optional<Flow> flow = isBehindNat
                ? Optional.of(new Flow(SipTransport.UDP, TransportAddress.of("203.0.113.9", 4000)))
                : Optional.empty();
        Binding binding = new Binding("sip:" + name + "@192.0.2.7", 1000, now.plusSeconds(600), new RegisterStamp("c", 1, now),
                Optional.empty(), flow, List.of());
        table.change(new AddressOfRecord(name, "x"), now, _ -> List.of(binding));
    }

    private int count() {
        return sent.values().stream().mapToInt(List::size).sum();
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            now = now.plusSeconds(1);
            pings.tick(now);
        }
    }

    private void answerAll(boolean isAnswered) {
        sent.values().forEach(all -> all.forEach(one -> one.accept(isAnswered)));
        sent.clear();
    }

    @Test
    void pingsWhoIsBehindNatOncePerInterval() throws Exception {
        add("nat", true);
        add("public", false);
        pass(INTERVAL + 1);
        assertThat(sent).containsOnlyKeys("nat");
        answerAll(true);
        for (int i = 0; i < 5; i++) {
            pass(INTERVAL);
            assertThat(sent.get("nat")).hasSize(1);
            answerAll(true);
        }
    }

    @Test
    void waitsForTheAnswerBeforeItAsksAgain() throws Exception {
        add("nat", true);
        pass(10 * INTERVAL);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void spreadsAndBoundsWhatIsSent() throws Exception {
        for (int i = 0; i < 200; i++) {
            add("u" + i, true);
        }
        pings.tick(now);
        int before = count();
        int busySeconds = 0;
        for (int second = 0; second < 2 * INTERVAL; second++) {
            pass(1);
            assertThat(count() - before).isLessThanOrEqualTo(5);
            busySeconds += count() > before ? 1 : 0;
            before = count();
        }
        assertThat(count()).as("a full interval at five per second").isGreaterThan(150);
        assertThat(busySeconds).isGreaterThan(INTERVAL);
    }

    @Test
    void whoDoesNotAnswerSeveralTimesIsGone() throws Exception {
        add("nat", true);
        AddressOfRecord user = new AddressOfRecord("nat", "x");
        for (boolean isAnswered : new boolean[] {false, false, true, false, false}) {
            pass(INTERVAL + 1);
            answerAll(isAnswered);
        }
        pass(1);
        assertThat(table.lookup(user, now)).hasSize(1);
        pass(INTERVAL);
        answerAll(false);
        pass(1);
        assertThat(table.lookup(user, now)).isEmpty();
        pass(3 * INTERVAL);
        assertThat(count()).isZero();
    }
}
