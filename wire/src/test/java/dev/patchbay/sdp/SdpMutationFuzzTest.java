package dev.patchbay.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** Random damage to the corpus: a body is refused with a clear error, or prints back unchanged and can be asked everything. */
class SdpMutationFuzzTest {

    private static final long SEED = 20250917;
    private static final int ITERATIONS = 20_000;
    private static final int MAX_MUTATIONS = 6;

    /** Printing anew costs as much as everything else together: done for some, to stay within about a second. */
    private static final int CANONICAL_EVERY = 8;

    private static final String[] SPICE = {
        "\r\n", "\n", "\r", "\0", " ", "  ", ":", "/", "=", "-1", "0", "65536", "4294967296", "99999999999999999999", "v=0\r\n", "m=", "c=IN IP4 ",
        "a=", "a=rtpmap:", "a=fmtp:", "a=candidate:", "a=crypto:", "a=rtcp:", "::1", "\u00ff", "m=audio 9 RTP/AVP 0\r\n", "o=- 1 1 IN IP4 0.0.0.0\r\n"
    };

    private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);

    @Test
    void shouldRefuseOrPrintUnchanged() throws Exception {
        List<String> corpus = new ArrayList<>();
        for (Path file : SdpRoundTripTest.corpus()) {
            corpus.add(SdpRoundTripTest.read(file));
        }
        int accepted = 0;
        for (int i = 0; i < ITERATIONS; i++) {
            String text = mutate(corpus.get(random.nextInt(corpus.size())));
            Optional<SdpBody> body = SdpInvariants.checkRoundTrip(text);
            if (body.isPresent() && accepted++ % CANONICAL_EVERY == 0) {
                SdpInvariants.checkCanonicalText(body.get());
            }
        }
        // Neither a parser that refuses everything nor one that takes everything would be tested by this.
        assertThat(accepted).isBetween(ITERATIONS / 5, ITERATIONS * 4 / 5);
    }

    private String mutate(String original) {
        StringBuilder text = new StringBuilder(original);
        int mutations = 1 + random.nextInt(MAX_MUTATIONS);
        for (int i = 0; i < mutations; i++) {
            int at = random.nextInt(text.length() + 1);
            int end = Math.min(text.length(), at + 1 + random.nextInt(12));
            switch (random.nextInt(6)) {
                case 0 -> text.insert(at, SPICE[random.nextInt(SPICE.length)]);
                case 1 -> text.delete(at, end);
                case 2 -> text.replace(at, Math.min(text.length(), at + 1), Character.toString(random.nextInt(256)));
                case 3 -> text.insert(random.nextInt(text.length() + 1), text.substring(at, end));
                case 4 -> swapLines(text);
                default -> text.replace(at, end, SPICE[random.nextInt(SPICE.length)]);
            }
        }
        return text.toString();
    }

    private void swapLines(StringBuilder text) {
        String[] lines = text.toString().split("(?<=\n)", -1);
        int from = random.nextInt(lines.length);
        int to = random.nextInt(lines.length);
        String line = lines[from];
        lines[from] = lines[to];
        lines[to] = line;
        text.setLength(0);
        text.append(String.join("", lines));
    }
}
