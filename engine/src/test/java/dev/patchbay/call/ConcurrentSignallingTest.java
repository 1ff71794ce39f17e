package dev.patchbay.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ngwire.CommandException;
import dev.patchbay.port.PortPool;
import dev.patchbay.sim.FakeMedia;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many requests at once: nothing stands still, no port is lost, and a call sees one operation at a time. */
@Timeout(60)
class ConcurrentSignallingTest {

    private static final String A = Sdp.audio("198.51.100.1", 4000);
    private static final String B = Sdp.audio("198.51.100.2", 4000);
    private static final int THREADS = 16;

    private final FakeMedia media = new FakeMedia();
    private final TestRelay relay = TestRelay.on(media);

    @AfterEach
    void close() {
        relay.close();
    }

    /** Starts all at the same moment and waits for them. */
    private static <T> List<T> together(List<Callable<T>> tasks) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> futures = new ArrayList<>();
            for (Callable<T> task : tasks) {
                futures.add(threads.submit(() -> {
                    start.await();
                    return task.call();
                }));
            }
            start.countDown();
            for (Future<T> future : futures) {
                results.add(future.get(50, TimeUnit.SECONDS));
            }
        }
        return results;
    }

    @Test
    void shouldMakeOneCallOfManyOffersAtOnce() throws Exception {
        List<Callable<String>> offers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            offers.add(() -> relay.offer("call", "a", A));
        }
        List<String> replies = together(offers);
        assertThat(replies).containsOnly(replies.getFirst());
        assertThat(relay.calls.registry().size()).isEqualTo(1);
        assertThat(relay.calls.totals().get(CallTotals.Total.CREATED)).isEqualTo(1);
        assertThat(relay.portsInUse()).isEqualTo(4);
    }

    @Test
    void shouldNeverExceedTheSessionLimit() throws Exception {
        relay.settings.setMaxSessions(5);
        List<Callable<Boolean>> offers = new ArrayList<>();
        for (int i = 0; i < 10 * THREADS; i++) {
            String callId = "call" + i;
            offers.add(() -> {
                try {
                    relay.offer(callId, "a", A);
                    return true;
                } catch (LoadLimitException e) {
                    return false;
                }
            });
        }
        assertThat(together(offers)).filteredOn(accepted -> accepted).hasSize(5);
        assertThat(relay.calls.registry().size()).isEqualTo(5);
        assertThat(relay.calls.totals().get(CallTotals.Total.REJECTED)).isEqualTo(10 * THREADS - 5);
    }

    /** Whoever is second to the last free place is not refused if it is the same call. */
    @Test
    void shouldServeAllOffersOfTheCallThatTakesTheLastPlace() throws Exception {
        relay.settings.setMaxSessions(1);
        for (int round = 0; round < 200; round++) {
            String callId = "call" + round;
            List<Callable<String>> offers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                offers.add(() -> relay.offer(callId, "a", A));
            }
            assertThat(together(offers)).hasSize(4);
            relay.delete(Ng.deleteNow(callId));
        }
    }

    @Test
    void shouldLoseNothingWhenCallsOfOneIdComeAndGo() throws Exception {
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int seed = i;
            tasks.add(() -> churn(List.of("call"), seed, 3000));
        }
        together(tasks);
        assertConsistent();
        relay.delete(Ng.deleteNow("call"));
        assertNothingIsLeft();
    }

    @Test
    void shouldLoseNothingWhenManyCallsComeAndGo() throws Exception {
        List<String> callIds = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            callIds.add("call" + i);
        }
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int seed = i;
            tasks.add(() -> churn(callIds, seed, 3000));
        }
        together(tasks);
        assertConsistent();
        for (String callId : callIds) {
            relay.delete(Ng.deleteNow(callId));
        }
        assertNothingIsLeft();
    }

    private Void churn(List<String> callIds, int seed, int steps) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < steps; i++) {
            String callId = callIds.get(random.nextInt(callIds.size()));
            media.advance(PortPool.REST_NS / 50);
            try {
                switch (random.nextInt(8)) {
                    case 0, 1, 2 -> relay.offer(callId, "a", A);
                    case 3, 4 -> relay.answer(callId, "a", "b", B);
                    case 5 -> relay.delete(Ng.deleteNow(callId));
                    case 6 -> relay.delete(Ng.deleteNow(callId).put("from-tag", "a"));
                    default -> relay.calls.checkTimers();
                }
            } catch (CommandException e) {
                assertThat(e.errorReason()).isEqualTo("Unknown call-id");
            }
        }
        return null;
    }

    /** What the registry, the plane and the pool say is the same. */
    private void assertConsistent() {
        assertThat(media.plans().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        relay.calls.registry().all().stream().map(Call::callId).toList());
        long inPlans = media.plans().values().stream()
                .mapToLong(plan -> FakeMedia.ports(plan).size())
                .sum();
        assertThat(media.bound()).hasSize((int) inPlans);
        assertThat(relay.portsInUse()).isEqualTo(inPlans);
    }

    private void assertNothingIsLeft() {
        assertThat(relay.calls.registry().size()).isZero();
        assertThat(media.plans()).isEmpty();
        assertThat(media.bound()).isEmpty();
        assertThat(relay.portsInUse()).isZero();
        assertThat(relay.calls.totals().get(CallTotals.Total.CREATED))
                .isEqualTo(relay.calls.totals().get(CallTotals.Total.MANAGED));
    }
}
