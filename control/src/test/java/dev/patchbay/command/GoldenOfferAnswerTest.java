package dev.patchbay.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.golden.GoldenCase;
import dev.patchbay.golden.GoldenRun;
import dev.patchbay.golden.GoldenStep;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every golden case against the engine, without a network. */
class GoldenOfferAnswerTest {

    private static final Path CASES = Path.of("../engine/src/test/resources/offer");

    static Stream<String> cases() {
        return GoldenCase.readAll(CASES).stream().map(GoldenCase::name);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void shouldReplyAsTheCaseSays(String name) {
        GoldenCase golden = GoldenCase.read(CASES.resolve(name + ".case"));
        GoldenRelay relay = new GoldenRelay(golden.options());
        GoldenRun run = new GoldenRun();
        List<String> differences = new ArrayList<>();
        for (GoldenStep step : golden.steps()) {
            String actual = relay.reply(golden, step, run);
            run.difference(step.expected(), actual).ifPresent(d -> differences.add("> " + step.command() + " " + step.keysText() + "\n" + d));
        }
        assertThat(differences).isEmpty();
    }
}
