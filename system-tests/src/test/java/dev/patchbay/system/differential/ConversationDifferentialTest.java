package dev.patchbay.system.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.golden.GoldenCase;
import dev.patchbay.golden.GoldenStep;
import dev.patchbay.system.relay.RelayUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Holds conversations by lot with both relays. More of them, and others: {@code -Ddifferential.conversations=20000
 * -Ddifferential.seed=7}; {@code -Ddifferential.differences=30} goes on after the first difference, to that many.
 */
class ConversationDifferentialTest {
    private static final int CONVERSATIONS = Integer.getInteger("differential.conversations", 300);
    private static final long SEED = Long.getLong("differential.seed", 1);
    private static final int MOST_DIFFERENCES = Integer.getInteger("differential.differences", 1);

    private static final int SHRINKING_TRIES = Integer.getInteger("differential.tries", 500);
    private static final Path FOUND = Path.of("target/differential");

    @Test
    @EnabledIfSystemProperty(named = "differential.conversations", matches = "\\d+", disabledReason = "say how many: -Ddifferential.conversations=300")
    void shouldReplyAsTheReference() throws Exception {
        RelayUnderTest.REFERENCE.require();
        RelayUnderTest.PATCHBAY.require();
        Map<String, String> found = new LinkedHashMap<>();
        try (RelayPair relays = new RelayPair()) {
            for (int i = 0; i < CONVERSATIONS && found.size() < MOST_DIFFERENCES; i++) {
                Optional<GoldenCase> difference = hold(relays, SEED + i);
                if (difference.isPresent() && found.putIfAbsent(kind(difference.get()), difference.get().print()) == null) {
                    Files.writeString(Files.createDirectories(FOUND).resolve(difference.get().name() + ".case"), difference.get().print());
                }
            }
        }
        assertThat(found.values()).as("conversations whose replies differ, as golden cases").isEmpty();
    }

    private static Optional<GoldenCase> hold(RelayPair relays, long seed) throws IOException {
        RandomConversation conversation = new RandomConversation(seed);
        List<GoldenStep> steps = new ArrayList<>();
        boolean differs = false;
        try (RelayPair.Call call = relays.newCall()) {
            String lastSdp = "";
            Optional<GoldenStep> next = conversation.next(lastSdp);
            while (!differs && next.isPresent()) {
                steps.add(next.get());
                RelayPair.Replies replies = call.ask(next.get());
                differs = Judge.difference(replies).isPresent();
                lastSdp = replies.referenceSdp();
                next = conversation.next(lastSdp);
            }
        }
        if (!differs) {
            return Optional.empty();
        }
        List<GoldenStep> smallest = new Shrinker(candidate -> replayed(relays, candidate).getLast().difference().isPresent(), SHRINKING_TRIES).shrink(steps);
        List<GoldenStep> last = replayed(relays, smallest);
        // What does not come again was by chance: rtpengine lists forked parties in any order.
        return last.getLast().difference().map(_ -> new GoldenCase("seed-" + seed, List.of("# seed " + seed), false, List.of(), last));
    }

    /** Holds the conversation again, up to its first difference; the steps with the replies in them. */
    private static List<GoldenStep> replayed(RelayPair relays, List<GoldenStep> steps) throws IOException {
        List<GoldenStep> replayed = new ArrayList<>();
        try (RelayPair.Call call = relays.newCall()) {
            for (GoldenStep step : steps) {
                RelayPair.Replies replies = call.ask(step);
                boolean differs = Judge.difference(replies).isPresent();
                replayed.add(new GoldenStep(step.comments(), step.command(), step.keysText(), step.body(), replies.fromPatchbay(),
                        differs ? Optional.of(new GoldenStep.Difference("it is to be judged", replies.fromReference())) : Optional.empty()));
                if (differs) {
                    break;
                }
            }
        }
        return replayed;
    }

    /** Differences with the same differing lines are one kind. */
    private static String kind(GoldenCase golden) {
        GoldenStep last = golden.steps().getLast();
        List<String> ours = last.expected().lines().toList();
        List<String> theirs = last.expectedFromReference().lines().toList();
        List<String> lines = new ArrayList<>(ours.stream().filter(line -> !theirs.contains(line)).map(line -> "+" + line).toList());
        theirs.stream().filter(line -> !ours.contains(line)).map(line -> "-" + line).forEach(lines::add);
        return last.command() + lines.stream().map(line -> line.replaceAll("\\d+", "N")).distinct().toList();
    }
}
