package dev.patchbay.system.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.golden.GoldenCase;
import dev.patchbay.golden.GoldenRun;
import dev.patchbay.golden.GoldenStep;
import dev.patchbay.system.relay.RelayUnderTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every golden case against the running relays: Debian's rtpengine, so that recorded replies (and recorded differences) stay true, and
 * our own daemon over its real control port.
 */
class GoldenCaseDifferentialTest {
    private static final Duration SETTLED = Duration.ofSeconds(2);
    private static final Path CASES = Path.of("../engine/src/test/resources/offer");

    @Nested
    class Reference extends Cases {
        Reference() {
            super(RelayUnderTest.REFERENCE, GoldenStep::expectedFromReference);
        }
    }

    @Nested
    class Patchbay extends Cases {
        Patchbay() {
            super(RelayUnderTest.PATCHBAY, GoldenStep::expected);
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Cases {
        private final RelayUnderTest underTest;
        private final Function<GoldenStep, String> expected;
        private Optional<GoldenRelay> relay = Optional.empty();

        Cases(RelayUnderTest underTest, Function<GoldenStep, String> expected) {
            this.underTest = underTest;
            this.expected = expected;
        }

        @BeforeAll
        void startRelay() throws Exception {
            underTest.require();
            relay = Optional.of(new GoldenRelay(underTest));
        }

        @AfterAll
        void stopRelay() {
            relay.ifPresent(GoldenRelay::close);
        }

        static Stream<String> cases() {
            return GoldenCase.readAll(CASES).stream().map(GoldenCase::name);
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("cases")
        void shouldReplyAsWritten(String name) throws Exception {
            GoldenCase goldenCase = GoldenCase.read(CASES.resolve(name + ".case"));
            // What a query tells of a call's media is a moment older than the reply before: its worker may not have taken it up.
            Awaitility.await().atMost(SETTLED).untilAsserted(() -> compare(goldenCase));
        }

        private void compare(GoldenCase goldenCase) throws Exception {
            List<String> replies = relay.orElseThrow().replies(goldenCase);
            GoldenRun judge = new GoldenRun();
            for (int i = 0; i < replies.size(); i++) {
                GoldenStep step = goldenCase.steps().get(i);
                assertThat(judge.difference(expected.apply(step), replies.get(i))).as("step %d of %s", i + 1, goldenCase.name()).isEmpty();
            }
        }
    }
}
