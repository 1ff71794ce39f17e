package dev.patchbay.sip.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderedDeliveryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void shouldKeepTheOrderOfEachKey() {
        try (OrderedDelivery delivery = new OrderedDelivery()) {
            Map<String, Queue<Integer>> seen = new ConcurrentHashMap<>();
            AtomicInteger count = new AtomicInteger();
            for (int i = 0; i < 4_000; i++) {
                int number = i;
                String key = "call" + i % 10;
                delivery.deliver(key, () -> {
                    seen.computeIfAbsent(key, _ -> new ConcurrentLinkedQueue<>()).add(number);
                    count.incrementAndGet();
                });
            }
            await().atMost(PATIENCE).until(() -> count.get() == 4_000);
            assertThat(seen).hasSize(10);
            seen.values().forEach(numbers -> assertThat(List.copyOf(numbers)).hasSize(400).isSorted());
            assertThat(delivery.droppedCount()).isZero();
        }
    }

    @Test
    void shouldNotLetOneCallHoldUpAnother() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch passed = new CountDownLatch(1);
        try (OrderedDelivery delivery = new OrderedDelivery()) {
            delivery.deliver("slow", () -> awaitUnchecked(blocked));
            delivery.deliver("other", passed::countDown);
            assertThat(passed.await(60, TimeUnit.SECONDS)).isTrue();
            blocked.countDown();
        }
    }

    @Test
    void shouldDropAndCountWhatDoesNotFit() {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch started = new CountDownLatch(1);
        AtomicInteger delivered = new AtomicInteger();
        try (OrderedDelivery delivery = new OrderedDelivery()) {
            delivery.deliver("slow", () -> {
                started.countDown();
                awaitUnchecked(blocked);
            });
            awaitUnchecked(started);
            IntStream.range(0, OrderedDelivery.MAX_WAITING_PER_KEY + 7).forEach(_ -> delivery.deliver("slow", delivered::incrementAndGet));
            assertThat(delivery.droppedCount()).isEqualTo(7);
            blocked.countDown();
            await().atMost(PATIENCE).until(() -> delivered.get() == OrderedDelivery.MAX_WAITING_PER_KEY);
        }
    }

    @Test
    void shouldGoOnBehindAListenerThatFails() {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        try (OrderedDelivery delivery = new OrderedDelivery()) {
            delivery.deliver("call", () -> {
                throw new IllegalStateException("thrown by the test");
            });
            delivery.deliver("call", () -> seen.add("next"));
            await().atMost(PATIENCE).until(() -> List.copyOf(seen).equals(List.of("next")));
            assertThat(delivery.failedCount()).isEqualTo(1);
        }
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) {
                throw new AssertionError("waited too long");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
