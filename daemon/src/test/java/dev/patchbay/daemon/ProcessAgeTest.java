package dev.patchbay.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessAgeTest {

    /** Layout: proc(5). */
    @Test
    void shouldTakeTheStartFromTheUptime() {
        String stat = "4711 (a (strange) name) S 1 4711 4711 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 31 0 123456 8906148 63450 18446744073709551615\n";
        assertThat(ProcessAge.ms(stat, "1235.31 2400.00\n")).isEqualTo(750);
        assertThat(ProcessAge.ms(stat, "1234.55 2400.00\n")).as("read a moment earlier").isZero();
    }

    @Test
    void shouldKnowTheAgeOfThisProcess() {
        assertThat(ProcessAge.ms()).isBetween(1L, 3_600_000L);
    }
}
