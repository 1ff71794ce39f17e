package dev.patchbay.linux.forward;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TableNameTest {

    private static final int LONGEST_NAME = 15;

    @ParameterizedTest
    @EnumSource
    void shouldNameEveryTable(TableName name) {
        assertThat(name.of(99_999_999).length()).isLessThanOrEqualTo(LONGEST_NAME);
        assertThat(name.table(name.of(99_999_999))).hasValue(99_999_999);
        assertThat(name.table(name.of(0))).hasValue(0);
        assertThat(name.table("pb_other_0")).isEmpty();
        assertThat(name.table(name.of(1) + "x")).isEmpty();
    }
}
