package dev.patchbay.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogLevelsTest {

    private final LogLevels levels = new LogLevels();

    @Test
    void shouldStartWithInfoAndSilentInternals() {
        assertThat(levels.get(Subsystem.CONTROL)).isEqualTo(6);
        assertThat(levels.get(Subsystem.INTERNALS)).isEqualTo(-1);
    }

    @Test
    void shouldKeepInternalsApartWhenRaisingAfterLowering() {
        for (int i = 0; i < 8; i++) {
            levels.lowerAll();
        }
        for (int i = 0; i < 8; i++) {
            levels.raiseAll();
        }

        assertThat(levels.get(Subsystem.CORE)).isEqualTo(6);
        assertThat(levels.get(Subsystem.INTERNALS)).isEqualTo(-1);
    }

    @Test
    void shouldSetInternalsOnlyWhenAllAreMeant() {
        levels.setDefaults(3);
        assertThat(levels.get(Subsystem.DTX)).isEqualTo(3);
        assertThat(levels.get(Subsystem.INTERNALS)).isEqualTo(-1);

        levels.setAll(7);
        assertThat(levels.get(Subsystem.INTERNALS)).isEqualTo(7);
    }

    @Test
    void shouldBoundLevels() {
        levels.set(Subsystem.CORE, Integer.MAX_VALUE);
        levels.raiseAll();

        assertThat(levels.get(Subsystem.CORE)).isEqualTo(LogLevels.MAX_OFFSET);
    }

    @Test
    void shouldFindSubsystemsByName() {
        assertThat(Subsystem.named("srtp")).contains(Subsystem.SRTP);
        assertThat(Subsystem.named("nosuch")).isEmpty();
    }
}
