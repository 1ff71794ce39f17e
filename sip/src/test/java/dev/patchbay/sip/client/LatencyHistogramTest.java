package dev.patchbay.sip.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {

    @Test
    void shouldGivePercentilesAnEighthTooHighAtMost() {
        Random random = new Random(7);
        LatencyHistogram histogram = new LatencyHistogram();
        long[] durations = random.longs(10_000).map(n -> 1000L << random.nextInt(25)).map(n -> n + random.nextLong(n)).toArray();
        Arrays.stream(durations).forEach(histogram::record);
        Arrays.sort(durations);
        assertThat(histogram.count()).isEqualTo(10_000);
        for (double share : new double[] {0.01, 0.5, 0.9, 0.99, 1.0}) {
            long exact = durations[(int) Math.ceil(share * durations.length) - 1];
            assertThat(histogram.percentile(share).toNanos()).isBetween(exact, exact + exact / 8 + 1000);
        }
    }

    @Test
    void shouldTakeAnything() {
        LatencyHistogram histogram = new LatencyHistogram();
        assertThat(histogram.percentile(0.5)).isEqualTo(Duration.ZERO);
        histogram.record(0);
        histogram.record(-1);
        histogram.record(Long.MAX_VALUE);
        assertThat(histogram.count()).isEqualTo(3);
    }
}
