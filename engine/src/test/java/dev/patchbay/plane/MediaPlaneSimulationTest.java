package dev.patchbay.plane;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Random calls on a bad network, checked after every packet. A failure names its seed: put it into {@link #shouldSurviveOneSeed}
 * to repeat the run exactly.
 */
class MediaPlaneSimulationTest {

    private static final long FIRST_SEED = 20251121;
    private static final int SCENARIOS = 150;

    @Test
    void shouldKeepItsPromisesOnABadNetwork() {
        long packets = 0;
        long moves = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SCENARIOS; seed++) {
            SimulatedTraffic traffic = run(seed);
            packets += traffic.relayedPackets();
            moves += traffic.moves();
        }
        assertThat(packets).as("packets relayed in all scenarios").isGreaterThan(100_000);
        assertThat(moves).as("re-signalled addresses").isGreaterThan(200);
    }

    @Test
    void shouldSurviveOneSeed() {
        run(FIRST_SEED);
    }

    private static SimulatedTraffic run(long seed) {
        SimulatedTraffic traffic = new SimulatedTraffic(seed);
        try {
            traffic.run();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("simulation failed with seed " + seed + ": " + e.getMessage(), e);
        }
        return traffic;
    }
}
