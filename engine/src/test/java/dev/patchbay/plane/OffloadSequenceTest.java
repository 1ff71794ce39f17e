package dev.patchbay.plane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.offload.OffloadSummary;
import dev.patchbay.offload.Placement;
import dev.patchbay.plan.ComponentStatus.Cell;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stream of 2,000 packets a second moves into the kernel and out a thousand times, and its receiver does not notice. */
class OffloadSequenceTest {

    private static final int MOVES = 1000;
    private static final long INTERVAL_NS = 500_000;
    private static final long POLL_NS = 200_000;

    @Test
    @Timeout(180)
    void shouldLoseDuplicateOrReorderNothingWhenAStreamMoves() throws Exception {
        try (KernelPlane plane = new KernelPlane();
                ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            plane.settle();
            AtomicBoolean done = new AtomicBoolean();
            CompletableFuture<Integer> sender = CompletableFuture.supplyAsync(() -> send(plane, done), threads);
            CompletableFuture<Sequence> receiver = CompletableFuture.supplyAsync(() -> receive(plane, sender), threads);

            while (plane.offload.summary().returns().get(Placement.SIGNALLED) < MOVES) {
                long before = plane.a.get(Cell.KERNEL_PACKETS);
                while (plane.a.get(Cell.KERNEL_PACKETS) == before) {
                    LockSupport.parkNanos(POLL_NS);
                    plane.refresh();
                }
                plane.apply();
            }
            done.set(true);

            Sequence seen = receiver.get();
            assertThat(seen.received).as("received of those sent").isEqualTo(sender.get());
            assertThat(seen.notNext).as("packets that were not the next").isZero();
            OffloadSummary summary = plane.offload.summary();
            assertThat(summary.attempts().get(Placement.KERNEL)).isGreaterThanOrEqualTo(MOVES);
            plane.refresh();
            assertThat(plane.a.get(Cell.PACKETS)).isEqualTo(sender.get() + 1);
            assertThat(plane.b.get(Cell.PACKETS_SENT)).isEqualTo(sender.get() + 1);
            assertThat(plane.a.get(Cell.KERNEL_PACKETS)).isBetween(MOVES / 2L, (long) sender.get());
        }
    }

    private static int send(KernelPlane plane, AtomicBoolean done) {
        try {
            int number = 0;
            long nextNs = System.nanoTime();
            while (!done.get()) {
                number++;
                plane.sendToA(KernelPlane.rtp(KernelPlane.PAYLOAD_TYPE, number, 1));
                nextNs += INTERVAL_NS;
                LockSupport.parkNanos(nextNs - System.nanoTime());
            }
            return number;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Sequence {
        int received;
        int notNext;
    }

    private static Sequence receive(KernelPlane plane, CompletableFuture<Integer> sender) {
        Sequence seen = new Sequence();
        try {
            while (!sender.isDone() || seen.received < sender.join()) {
                if (KernelPlane.number(KernelPlane.receive(plane.phoneB)) != seen.received + 1) {
                    seen.notNext++;
                }
                seen.received++;
            }
        } catch (IOException e) { // nothing more comes: what is missing is lost
            return seen;
        }
        return seen;
    }
}
