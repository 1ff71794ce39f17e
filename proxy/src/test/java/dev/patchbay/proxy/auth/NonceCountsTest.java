package dev.patchbay.proxy.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NonceCountsTest {

    private static final Duration LIFETIME = Duration.ofSeconds(300);
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    private final NonceCounts counts = new NonceCounts(3);

    private boolean use(String nonce, int issuedAfterS, long count) {
        return counts.use(nonce, START.plusSeconds(issuedAfterS), count, START.plusSeconds(100), LIFETIME);
    }

    @Test
    void takesEachCountOnceWhateverTheOrder() {
        Random random = new Random(7);
        Set<Long> used = new HashSet<>();
        long highest = 0;
        for (int i = 0; i < 20_000; i++) {
            long count = 1 + Math.max(0, highest + random.nextInt(90) - 80);
            boolean isInWindow = count > highest - NonceCounts.WINDOW;
            boolean isTaken = use("n", 0, count);
            assertThat(isTaken).as("count %d after %d", count, highest).isEqualTo(isInWindow && !used.contains(count));
            used.add(count);
            highest = Math.max(highest, count);
        }
    }

    @Test
    void largestCountIsOne() {
        assertThat(use("n", 0, 0xffff_ffffL)).isTrue();
        assertThat(use("n", 0, 0xffff_ffffL)).isFalse();
        assertThat(use("n", 0, 1)).isFalse();
    }

    @Test
    void whatWasForgottenForWantOfRoomIsNotTakenAgain() {
        assertThat(use("n1", 1, 1)).isTrue();
        assertThat(use("n3", 3, 1)).isTrue();
        assertThat(use("n2", 2, 1)).isTrue();
        assertThat(use("n4", 4, 1)).isTrue();
        assertThat(counts.size()).isEqualTo(3);
        assertThat(use("n1", 1, 1)).isFalse();
        assertThat(use("n1", 1, 2)).as("its user is challenged again").isFalse();
        assertThat(use("older", 0, 1)).isFalse();
        assertThat(use("n2", 2, 1)).isFalse();
        assertThat(use("n2", 2, 2)).isTrue();
    }

    @Test
    void oldNoncesNeedNoRoom() {
        assertThat(use("n1", 1, 1)).isTrue();
        Instant later = START.plusSeconds(1).plus(LIFETIME);
        assertThat(counts.use("n9", later, 1, later, LIFETIME)).isTrue();
        assertThat(counts.size()).isEqualTo(1);
    }
}
