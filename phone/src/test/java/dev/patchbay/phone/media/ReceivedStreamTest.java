package dev.patchbay.phone.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ReceivedStreamTest {

    private final ReceivedStream stream = new ReceivedStream();

    private boolean accept(int sequenceNumber) {
        return accept(1, sequenceNumber, 0);
    }

    private boolean accept(int ssrc, int sequenceNumber, long delayTicks) {
        return stream.accept(ssrc, sequenceNumber & 0xffff, 160 * sequenceNumber, true, 160L * sequenceNumber + delayTicks);
    }

    @Test
    void shouldCountLossAcrossTheTurnOfNumbers() {
        for (int i = 65000; i < 66000; i++) {
            if (i % 10 != 5) {
                assertThat(accept(i)).isTrue();
            }
        }
        assertThat(stream.expected()).isEqualTo(1000);
        assertThat(stream.received()).isEqualTo(900);
        assertThat(stream.lost()).isEqualTo(100);
        assertThat(stream.extendedHighest()).isEqualTo(65999);
        assertThat(stream.takeFractionLost()).isEqualTo(256 * 100 / 1001);
        assertThat(stream.takeFractionLost()).as("nothing since").isZero();
    }

    @Test
    void shouldTellLateFromDuplicate() {
        accept(10);
        accept(13);
        assertThat(accept(11)).isFalse();
        assertThat(accept(11)).isFalse();
        assertThat(accept(13)).isFalse();
        assertThat(stream.received()).isEqualTo(3);
        assertThat(stream.duplicates()).isEqualTo(2);
        assertThat(stream.expected()).isEqualTo(4);
    }

    @Test
    void shouldAddUpStreams() {
        accept(1, 10, 0);
        accept(1, 12, 0);
        accept(2, 40000, 0);
        assertThat(stream.expected()).isEqualTo(4);
        assertThat(stream.received()).isEqualTo(3);
        accept(2, 50000, 0);
        assertThat(stream.expected()).as("a jump is a new beginning").isEqualTo(5);
        assertThat(stream.received()).isEqualTo(4);
    }

    @Test
    void shouldEstimateJitter() {
        for (int i = 0; i < 1000; i++) {
            accept(1, i, i % 2 == 0 ? 0 : 80);
        }
        assertThat(stream.jitterTicks()).isCloseTo(80, within(0.1));
    }

    @Test
    void shouldSeeNoJitterInAnEvenStream() {
        for (int i = 0; i < 1000; i++) {
            accept(1, i, 12345);
        }
        assertThat(stream.jitterTicks()).isZero();
    }
}
