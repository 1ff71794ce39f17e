package dev.patchbay.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.net.IpAddress;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortPoolTest {

    private static final IpAddress ADDRESS = IpAddress.literal("192.0.2.1");

    private long nowNs = 5_000_000_000L;

    private PortPool pool(int min, int max) {
        return pool(min, max, Set.of());
    }

    private PortPool pool(int min, int max, Set<Integer> excluded) {
        return new PortPool(ADDRESS, min, max, excluded, () -> nowNs, new SplittableRandom(3));
    }

    private static List<Integer> takeAll(PortPool pool, int count) {
        List<Integer> taken = new ArrayList<>();
        for (int port = pool.take(count); port >= 0; port = pool.take(count)) {
            taken.add(port);
        }
        return taken;
    }

    @ParameterizedTest
    @CsvSource({"30000, 30039, 20", "30001, 30040, 19", "30001, 30039, 19", "30000, 30040, 20", "1, 4, 1", "65532, 65535, 2"})
    void shouldGiveOutEveryPairOnceAndBeginEachWithAnEvenPort(int min, int max, int pairs) {
        List<Integer> taken = takeAll(pool(min, max), 2);
        assertThat(taken).hasSize(pairs).doesNotHaveDuplicates().allSatisfy(port -> {
            assertThat(port % 2).isZero();
            assertThat(port).isBetween(min, max - 1);
        });
    }

    @Test
    void shouldBeginWithTheFirstPort() {
        assertThat(pool(30000, 40000).take(2)).isEqualTo(30000);
        assertThat(pool(30001, 40000).take(2)).isEqualTo(30002);
    }

    @Test
    void shouldNotFollowOnTheLastOneClosely() {
        PortPool pool = pool(30000, 40000);
        int first = pool.take(2);
        int second = pool.take(2);
        assertThat(second - (first + 2)).as("unpredictable step").isBetween(6, 20);
        assertThat(pool.lastUsed()).isEqualTo(second + 2);
    }

    @Test
    void shouldGiveOutLongRunsWithoutOverlap() {
        PortPool pool = pool(30000, 30999);
        SplittableRandom random = new SplittableRandom(9);
        BitSet taken = new BitSet();
        for (int i = 0; i < 60; i++) {
            int count = 2 * random.nextInt(1, 8);
            int first = pool.take(count);
            assertThat(first).isGreaterThanOrEqualTo(30000).isLessThanOrEqualTo(31000 - count);
            assertThat(taken.get(first, first + count).cardinality()).isZero();
            taken.set(first, first + count);
        }
        assertThat(pool.used()).isEqualTo(taken.cardinality());
    }

    @Test
    void shouldHaveNoRunLongerThanTheRange() {
        assertThat(pool(30000, 30003).take(6)).isEqualTo(-1);
        assertThat(pool(30001, 30001).take(1)).as("there is no even port").isEqualTo(-1);
    }

    @Test
    void shouldSayWhenItIsExhausted() {
        PortPool pool = pool(30000, 30039);
        takeAll(pool, 2);
        assertThat(pool.free()).isZero();
        assertThat(pool.used()).isEqualTo(40);
        assertThat(pool.take(2)).isEqualTo(-1);
    }

    @Test
    void shouldLetAReleasedPortRest() {
        PortPool pool = pool(30000, 30001);
        assertThat(pool.take(2)).isEqualTo(30000);
        pool.release(30000);
        pool.release(30001);
        assertThat(pool.free()).isEqualTo(2);
        nowNs += PortPool.REST_NS - 1;
        assertThat(pool.take(2)).isEqualTo(-1);
        nowNs += 1;
        assertThat(pool.take(2)).isEqualTo(30000);
    }

    @Test
    void shouldNeedBothPortsOfAPairRested() {
        PortPool pool = pool(30000, 30001);
        pool.take(2);
        pool.release(30000);
        nowNs += PortPool.REST_NS / 2;
        pool.release(30001);
        nowNs += PortPool.REST_NS / 2;
        assertThat(pool.take(2)).isEqualTo(-1);
        nowNs += PortPool.REST_NS / 2;
        assertThat(pool.take(2)).isEqualTo(30000);
    }

    @Test
    void shouldWalkThroughTheRangeBeforeItReusesAPort() {
        PortPool pool = pool(30000, 30999);
        Set<Integer> seen = new HashSet<>();
        int first = pool.take(2);
        pool.release(first);
        pool.release(first + 1);
        int port = first;
        int before;
        do {
            before = port;
            assertThat(seen.add(port)).isTrue();
            nowNs += PortPool.REST_NS;
            port = pool.take(2);
            pool.release(port);
            pool.release(port + 1);
        } while (port > before);
        assertThat(seen).as("taken on one round").hasSizeGreaterThan(40);
    }

    @Test
    void shouldPassOverAPortThatAnotherProgramHolds() {
        PortPool pool = pool(30000, 30003);
        assertThat(pool.take(2)).isEqualTo(30000);
        pool.release(30000);
        pool.releaseTakenElsewhere(30001);
        nowNs += PortPool.REST_NS;
        assertThat(takeAll(pool, 2)).containsExactly(30002);
        nowNs += PortPool.TAKEN_ELSEWHERE_NS;
        assertThat(takeAll(pool, 2)).containsExactly(30000);
    }

    @Test
    void shouldNeverGiveOutAnExcludedPort() {
        PortPool pool = pool(30000, 30009, Set.of(30003, 30004, 5060));
        assertThat(takeAll(pool, 2)).containsExactlyInAnyOrder(30000, 30006, 30008);
    }

    @Test
    void shouldIgnoreTheReleaseOfAPortThatIsFreeOrForeign() {
        PortPool pool = pool(30000, 30003);
        int first = pool.take(2);
        pool.release(first);
        pool.release(first);
        pool.release(40000);
        pool.release(29999);
        assertThat(pool.used()).isEqualTo(1);
    }

    @Test
    void shouldWorkAcrossTheWrapOfTheClock() {
        nowNs = Long.MAX_VALUE - PortPool.REST_NS / 2;
        PortPool pool = pool(30000, 30001);
        pool.take(2);
        pool.release(30000);
        pool.release(30001);
        assertThat(pool.take(2)).isEqualTo(-1);
        nowNs += PortPool.REST_NS;
        assertThat(pool.take(2)).isEqualTo(30000);
    }

    @ParameterizedTest
    @CsvSource({"0, 10", "-1, 10", "10, 65536", "20, 10"})
    void shouldRefuseAnImpossibleRange(int min, int max) {
        assertThatThrownBy(() -> pool(min, max)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldKeepCountThroughRandomUse() {
        PortPool pool = pool(30001, 30199, Set.of(30011, 30100));
        SplittableRandom random = new SplittableRandom(11);
        List<int[]> runs = new ArrayList<>();
        int used = 0;
        for (int i = 0; i < 20_000; i++) {
            nowNs += random.nextLong(PortPool.REST_NS / 4);
            if (runs.isEmpty() || random.nextInt(100) < 55) {
                int count = 2 * random.nextInt(1, 4);
                int first = pool.take(count);
                if (first >= 0) {
                    for (int[] run : runs) {
                        assertThat(first + count <= run[0] || first >= run[0] + run[1]).isTrue();
                    }
                    runs.add(new int[] {first, count});
                    used += count;
                }
            } else {
                int[] run = runs.remove(random.nextInt(runs.size()));
                for (int port = run[0]; port < run[0] + run[1]; port++) {
                    pool.release(port);
                }
                used -= run[1];
            }
            assertThat(pool.used()).isEqualTo(used);
        }
    }
}
