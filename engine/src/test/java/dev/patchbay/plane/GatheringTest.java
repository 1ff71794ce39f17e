package dev.patchbay.plane;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GatheringTest {

    private static final long US = 1_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final long BUDGET_NS = 500 * US;

    private final Gathering gathering = new Gathering();
    private long nowNs = SECOND;

    @Test
    void shouldTakeEachDatagramAtOnceWithLittleToDo() {
        run(3_000, SECOND, 1);
        assertThat(gathering.gatherNs(BUDGET_NS)).isZero();
    }

    @Test
    void shouldGatherUnderLoadAndStopWhenItIsOver() {
        run(50_000, SECOND, 1);
        assertThat(gathering.gatherNs(BUDGET_NS)).isEqualTo(BUDGET_NS);
        run(50_000, SECOND, 25);
        assertThat(gathering.gatherNs(BUDGET_NS)).isEqualTo(BUDGET_NS);
        run(1_000, SECOND / 10, 1);
        assertThat(gathering.gatherNs(BUDGET_NS)).isZero();
    }

    @Test
    void shouldNotChangeItsMindAtEachTurnNearTheLimit() {
        run(6_000, SECOND, 1); // 3 in a budget: not enough to begin
        assertThat(gathering.gatherNs(BUDGET_NS)).isZero();
        run(20_000, SECOND, 1);
        run(6_000, SECOND, 3); // but enough to go on
        assertThat(gathering.gatherNs(BUDGET_NS)).isEqualTo(BUDGET_NS);
    }

    private void run(int perSecond, long ns, int perTurn) {
        long until = nowNs + ns;
        while (nowNs < until) {
            nowNs += SECOND * perTurn / perSecond;
            gathering.onTurn(nowNs, perTurn, BUDGET_NS);
        }
    }
}
