package dev.patchbay.system.golden;

import dev.patchbay.golden.GoldenCase;
import dev.patchbay.golden.GoldenRun;
import dev.patchbay.golden.GoldenStep;
import dev.patchbay.system.relay.RelayUnderTest;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Writes the replies of Debian's rtpengine into golden case files: into the part that holds the reference's reply where a case
 * records a difference, into the expected part otherwise. JSON expectations keep to the keys they already name.
 *
 * <p>Run by hand, see the README of the cases' folder: a test class only so that Maven can start it.
 */
class GoldenRecorder {
    private static final Path CASES = Path.of("../engine/src/test/resources/offer");

    @Test
    @EnabledIfSystemProperty(named = "golden.record", matches = ".+", disabledReason = "name the cases to record: -Dgolden.record=PATTERN")
    void record() throws Exception {
        String pattern = System.getProperty("golden.record");
        try (GoldenRelay reference = new GoldenRelay(RelayUnderTest.REFERENCE);
                DirectoryStream<Path> files = Files.newDirectoryStream(CASES, pattern + ".case")) {
            for (Path file : files) {
                record(reference, file);
            }
        }
    }

    private static void record(GoldenRelay reference, Path file) throws IOException, InterruptedException {
        GoldenCase goldenCase = GoldenCase.read(file);
        List<String> replies;
        try {
            replies = reference.replies(goldenCase);
        } catch (IOException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
        List<GoldenStep> steps = new ArrayList<>();
        for (int i = 0; i < replies.size(); i++) {
            steps.add(recorded(goldenCase.steps().get(i), replies.get(i)));
        }
        Files.writeString(file, goldenCase.withSteps(steps).print());
    }

    private static GoldenStep recorded(GoldenStep step, String reply) {
        if (step.difference().isPresent()) {
            GoldenStep.Difference old = step.difference().get();
            return new GoldenStep(step.comments(), step.command(), step.keysText(), step.body(), step.expected(),
                    Optional.of(new GoldenStep.Difference(old.why(), GoldenRun.narrow(old.reply(), reply))));
        }
        return new GoldenStep(step.comments(), step.command(), step.keysText(), step.body(), GoldenRun.narrow(step.expected(), reply), Optional.empty());
    }
}
