package dev.patchbay.negotiate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SdpVersionTest {

    @Test
    void shouldBeginWithTheVersionSeenFirst() {
        assertThat(SdpVersion.next(SdpMemory.EMPTY, "1773", "body").number()).isEqualTo(1773);
        assertThat(SdpVersion.next(SdpMemory.EMPTY, "18446744073709551614", "body").number()).isEqualTo(-2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "18446744073709551615", "18446744073709551616", "-5", "x", ""})
    void shouldBeginWithOneWhereTheFirstIsOfNoUse(String seen) {
        assertThat(SdpVersion.next(SdpMemory.EMPTY, seen, "body").number()).isEqualTo(1);
    }

    @Test
    void shouldStayForTheSameBodyWhateverTheSenderCounts() {
        SdpMemory memory = SdpMemory.EMPTY.withVersion(7, "body");
        assertThat(SdpVersion.next(memory, "8", "body").number()).isEqualTo(7);
    }

    @Test
    void shouldGoUpByOneForAnotherBody() {
        SdpMemory memory = SdpMemory.EMPTY.withVersion(7, "body");
        assertThat(SdpVersion.next(memory, "7", "other body")).isEqualTo(new SdpVersion(8, "other body"));
    }
}
