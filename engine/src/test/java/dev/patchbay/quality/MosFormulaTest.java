package dev.patchbay.quality;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected figures are worked out by hand from the formula. */
class MosFormulaTest {

    @ParameterizedTest
    @CsvSource({
        // round trip ms, jitter ms, loss %, MOS times 10
        "1, 0, 0, 44",
        "20, 0, 0, 43",
        "100, 20, 0, 43",
        "149, 0, 0, 43",
        "150, 0, 0, 43",
        "300, 30, 0, 35",
        "20, 0, 1, 43",
        "20, 0, 5, 40",
        "20, 0, 10, 34",
        "20, 0, 20, 21",
        "20, 0, 30, 11",
        "20, 0, 36, 0", // below 1 and R above 0: no score
        "20, 0, 38, 10",
        "20, 0, 100, 10",
        "10000, 0, 0, 10"
    })
    void shouldFollowTheFormula(int roundTripMs, int jitterMs, int lossPercent, int expected) {
        assertThat(MosFormula.CQ.tenths(roundTripMs * 1000L, jitterMs, lossPercent)).isEqualTo(expected);
    }

    @Test
    void shouldNeedARoundTripForConversationalQualityOnly() {
        assertThat(MosFormula.CQ.tenths(0, 5, 0)).isZero();
        assertThat(MosFormula.LQ.tenths(0, 5, 0)).isEqualTo(43);
    }

    @Test
    void shouldStayInRangeForEveryInput() {
        for (int rtt = 0; rtt <= 10_000; rtt += 13) {
            for (int jitter = 0; jitter < 3000; jitter += 97) {
                for (int loss = 0; loss <= 100; loss += 7) {
                    int mos = MosFormula.LQ.tenths(rtt * 1000L, jitter, loss);
                    assertThat(mos == 0 || (mos >= 10 && mos <= 50)).isTrue();
                }
            }
        }
    }
}
