package dev.patchbay.door;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CookieCacheTest {

    private static final long SECOND_NS = 1_000_000_000L;

    private final AtomicLong nowNs = new AtomicLong(-5 * SECOND_NS);
    private final AtomicInteger carriedOut = new AtomicInteger();

    @Test
    void shouldAnswerARetransmissionWithoutCarryingItOut() {
        CookieCache cache = new CookieCache(nowNs::get);
        assertThat(ask(cache, "a")).isEqualTo("reply 1");
        assertThat(ask(cache, "b")).isEqualTo("reply 2");
        assertThat(ask(cache, "a")).isEqualTo("reply 1");
        assertThat(cache.duplicates()).isEqualTo(1);
    }

    @Test
    void shouldKeepAReplyForThirtySecondsAndNoLongerThanSixty() {
        CookieCache cache = new CookieCache(nowNs::get);
        nowNs.addAndGet(29 * SECOND_NS);
        assertThat(ask(cache, "a")).isEqualTo("reply 1");
        nowNs.addAndGet(SECOND_NS); // the first generation ends: "a" becomes old
        assertThat(ask(cache, "x")).isEqualTo("reply 2");
        nowNs.addAndGet(30 * SECOND_NS - 1);
        assertThat(ask(cache, "a")).isEqualTo("reply 1");
        nowNs.addAndGet(1);
        assertThat(ask(cache, "a")).isEqualTo("reply 3");
    }

    @Test
    void shouldSwapOncePerLookupHoweverLongItWasIdle() {
        CookieCache cache = new CookieCache(nowNs::get);
        assertThat(ask(cache, "a")).isEqualTo("reply 1");
        nowNs.addAndGet(600 * SECOND_NS);
        assertThat(ask(cache, "a")).as("swapped once by this lookup, so still old").isEqualTo("reply 1");
        nowNs.addAndGet(30 * SECOND_NS);
        assertThat(ask(cache, "a")).isEqualTo("reply 2");
    }

    @Test
    void shouldSwapEarlyWhenTheGenerationIsFull() {
        CookieCache cache = new CookieCache(nowNs::get, 3, 1000);
        for (String cookie : List.of("a", "b", "c", "d")) {
            ask(cache, cookie);
        }
        assertThat(cache.earlySwaps()).isEqualTo(1);
        assertThat(ask(cache, "a")).isEqualTo("reply 1");
        for (String cookie : List.of("e", "f", "g")) {
            ask(cache, cookie);
        }
        assertThat(cache.earlySwaps()).isEqualTo(2);
        assertThat(ask(cache, "a")).isEqualTo("reply 8");
    }

    @Test
    void shouldSwapEarlyWhenTheRepliesAreLong() {
        CookieCache cache = new CookieCache(nowNs::get, 1000, 20);
        for (int i = 0; i < 9; i++) {
            ask(cache, "c" + i);
        }
        assertThat(cache.earlySwaps()).isEqualTo(4);
    }

    @Test
    void shouldLetDuplicatesInFlightWaitForTheSameReply() throws Exception {
        CookieCache cache = new CookieCache(nowNs::get);
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<CookieCache.Answer> first = threads.submit(() -> cache.answer("a", () -> {
                started.countDown();
                await(mayEnd);
                return reply();
            }));
            started.await();
            List<Future<CookieCache.Answer>> others = new ArrayList<>();
            for (int i = 0; i < 19; i++) {
                others.add(threads.submit(() -> cache.answer("a", this::reply)));
            }
            while (cache.duplicates() < 19) {
                Thread.yield();
            }
            nowNs.addAndGet(90 * SECOND_NS); // what is in flight does not age
            ask(cache, "x");
            nowNs.addAndGet(90 * SECOND_NS);
            ask(cache, "y");
            mayEnd.countDown();
            byte[] reply = first.get().reply().orElseThrow();
            assertThat(first.get().isDuplicate()).isFalse();
            for (Future<CookieCache.Answer> other : others) {
                assertThat(other.get().reply().orElseThrow()).isSameAs(reply);
                assertThat(other.get().isDuplicate()).isTrue();
            }
        }
        assertThat(carriedOut).hasValue(3);
    }

    @Test
    void shouldForgetARequestThatFailed() {
        CookieCache cache = new CookieCache(nowNs::get);
        assertThatIllegalStateException().isThrownBy(() -> cache.answer("a", () -> {
            throw new IllegalStateException("fault");
        }));
        assertThat(ask(cache, "a")).isEqualTo("reply 1");
    }

    private String ask(CookieCache cache, String cookie) {
        Optional<byte[]> reply = cache.answer(cookie, this::reply).reply();
        return new String(reply.orElseThrow(), ISO_8859_1);
    }

    private byte[] reply() {
        return ("reply " + carriedOut.incrementAndGet()).getBytes(ISO_8859_1);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
