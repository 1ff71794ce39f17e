package dev.patchbay.linux.abi;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DescriptorTest {

    /** Counts closes; nothing else is called. */
    private static final class ClosingOnly implements Linux {
        private final AtomicInteger closed = new AtomicInteger();

        @Override
        public SystemCalls calls(Arena arena) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close(int fd) {
            assertThat(fd).isEqualTo(42);
            closed.incrementAndGet();
        }

        @Override
        public void signal(int eventFd) {
            throw new UnsupportedOperationException();
        }
    }

    private final ClosingOnly linux = new ClosingOnly();
    private final Descriptor descriptor = new Descriptor(linux, 42);

    @Test
    void shouldCloseOnce() {
        assertThat(descriptor.isClosed()).isFalse();
        descriptor.close();
        descriptor.close();
        assertThat(linux.closed).hasValue(1);
        assertThat(descriptor.isClosed()).isTrue();
        assertThat(descriptor.acquire()).isFalse();
    }

    @Test
    void shouldLeaveTheClosingToTheLastUse() {
        assertThat(descriptor.acquire()).isTrue();
        assertThat(descriptor.acquire()).isTrue();
        descriptor.close();
        descriptor.close();
        assertThat(descriptor.acquire()).isFalse();
        descriptor.release();
        assertThat(linux.closed).hasValue(0);
        descriptor.release();
        assertThat(linux.closed).hasValue(1);
        descriptor.close();
        assertThat(linux.closed).hasValue(1);
    }

    @Test
    void shouldStayOpenBetweenUses() {
        for (int i = 0; i < 3; i++) {
            assertThat(descriptor.acquire()).isTrue();
            descriptor.release();
        }
        assertThat(linux.closed).hasValue(0);
    }

    @Test
    void shouldCloseOnceUnderContention() throws InterruptedException {
        for (int round = 0; round < 200; round++) {
            ClosingOnly contended = new ClosingOnly();
            Descriptor shared = new Descriptor(contended, 42);
            CountDownLatch start = new CountDownLatch(1);
            AtomicInteger usedAfterClose = new AtomicInteger();
            Thread user = Thread.ofPlatform().start(() -> {
                await(start);
                while (shared.acquire()) {
                    usedAfterClose.addAndGet(contended.closed.get());
                    shared.release();
                }
            });
            start.countDown();
            shared.close();
            user.join();
            assertThat(usedAfterClose).hasValue(0);
            assertThat(contended.closed).hasValue(1);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
