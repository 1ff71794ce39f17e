package dev.patchbay.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PlainTextTest {

    private static final int ROUNDS = 20_000;

    @Test
    void shouldShowControlCharacters() {
        assertThat(PlainText.line("a\r\nb\u0000\u007f")).isEqualTo("a\\x0d\\x0ab\\x00\\x7f");
        assertThat(PlainText.line(null)).isEmpty();
    }

    @Test
    void shouldLeaveOctetsAsTheyAreForTheCli() {
        assertThat(PlainText.line("\u00c3\u0085, ok")).isEqualTo("\u00c3\u0085, ok");
    }

    @Test
    void shouldReadOctetsAsTextForRecords() {
        assertThat(PlainText.field("\u00c3\u00a9,\u00c2\u0085")).isEqualTo("\u00e9\\x2c\\x85");
    }

    @Test
    void shouldNeverLetAnythingBreakALineOrAField() {
        SplittableRandom random = new SplittableRandom(15);
        for (int i = 0; i < ROUNDS; i++) {
            String octets = random.ints(random.nextInt(1, 20), 0, 256)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            assertThat(PlainText.line(octets)).doesNotContainPattern("[\\x00-\\x1f\\x7f]");
            assertThat(PlainText.field(octets)).doesNotContainPattern("[\\x00-\\x1f\\x7f-\\x9f,]");
        }
    }
}
