package dev.patchbay.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SampleHistoryTest {

    private final SampleHistory history = new SampleHistory();

    @Test
    void shouldStayBoundedAndSpreadOverALongCall() {
        long begin = 1_700_000_000;
        int samples = 24 * 3600 / 5;
        for (int i = 0; i < samples; i++) {
            history.add(40, 1000, 500, 3, 0, begin + 5L * i);
            assertThat(history.progression()).hasSizeBetween(1, SampleHistory.MAX_ENTRIES);
        }
        List<SsrcReport.Sample> entries = history.progression();
        assertThat(entries).hasSizeBetween(SampleHistory.MAX_ENTRIES / 2, SampleHistory.MAX_ENTRIES);
        assertThat(entries.getFirst().reportedAtEpochS()).isEqualTo(begin);
        assertThat(history.intervalSeconds()).isGreaterThanOrEqualTo(24 * 3600 / SampleHistory.MAX_ENTRIES / 2);
        for (int i = 1; i < entries.size(); i++) {
            assertThat(entries.get(i).reportedAtEpochS() - entries.get(i - 1).reportedAtEpochS())
                    .isGreaterThanOrEqualTo(history.intervalSeconds());
        }
        assertThat(history.average().samples()).isEqualTo(samples);
    }

    @Test
    void shouldAverageByIntegerDivision() {
        history.add(40, 1001, 500, 3, 1, 10);
        history.add(43, 1004, 501, 4, 2, 11);
        assertThat(history.average()).isEqualTo(new SsrcReport.Sample(41, 1002, 500, 3, 1, 0, 2));
    }

    @Test
    void shouldKeepTheFirstOfEqualExtremes() {
        history.add(40, 1, 1, 1, 1, 10);
        history.add(40, 2, 2, 2, 2, 20);
        assertThat(history.lowest().reportedAtEpochS()).isEqualTo(10);
        assertThat(history.highest().reportedAtEpochS()).isEqualTo(10);
    }

    @Test
    void shouldForgetAllWhenCleared() {
        history.add(40, 1, 1, 1, 1, 10);
        history.clear();
        assertThat(history.average()).isNull();
        assertThat(history.lowest()).isNull();
        assertThat(history.highest()).isNull();
        assertThat(history.progression()).isEmpty();
        history.add(30, 2, 2, 2, 2, 5);
        assertThat(history.highest().mosTenths()).isEqualTo(30);
    }
}
