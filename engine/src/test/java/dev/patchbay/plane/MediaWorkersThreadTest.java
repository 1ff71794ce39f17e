package dev.patchbay.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.ice.IceSettings;
import dev.patchbay.linux.datagram.Datagram;
import dev.patchbay.linux.datagram.DatagramHandler;
import dev.patchbay.linux.datagram.DatagramIo;
import dev.patchbay.linux.datagram.MediaSocket;
import dev.patchbay.linux.datagram.MediaSockets;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.plan.ComponentStatus;
import dev.patchbay.plan.ForwardingPlan;
import dev.patchbay.plan.MediaPort;
import dev.patchbay.quality.MosFormula;
import dev.patchbay.sim.TestHandshakes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workers with threads of their own: wakeup, order, overload, failing pollers, shutdown. */
@Timeout(30)
class MediaWorkersThreadTest {

    private final List<WaitingIo> pollers = new ArrayList<>();
    private final ConcurrentLinkedQueue<MediaPort> closed = new ConcurrentLinkedQueue<>();
    private int openFailsAt = Integer.MAX_VALUE;

    private final MediaEvents events = new MediaEvents() {
        @Override
        public void onDtmf(DtmfEvent event) {}

        @Override
        public void onPortsClosed(List<MediaPort> ports) {
            closed.addAll(ports);
        }

        @Override
        public void onEndpoint(String callId, ComponentStatus status, boolean changed) {}
    };

    private final MediaSockets sockets = new MediaSockets() {
        @Override
        public MediaSocket bind(TransportAddress local) {
            return new IdleSocket(local);
        }

        @Override
        public DatagramIo openIo() throws IOException {
            if (pollers.size() == openFailsAt) {
                throw new IOException("EMFILE");
            }
            WaitingIo io = new WaitingIo();
            pollers.add(io);
            return io;
        }

        @Override
        public String tier() {
            return "test";
        }
    };

    private MediaWorkers start(int count) throws IOException {
        return new MediaWorkers(
                sockets,
                count,
                MediaWorkers.Threading.DEDICATED,
                MediaWorkers.systemClock(),
                () -> 0,
                new PlaneSettings(MosFormula.CQ, new IceSettings("rtpengine-test", false), new SplittableRandom(1), TestHandshakes.UNLIMITED),
                events);
    }

    private ForwardingPlan plan(String callId) throws IOException {
        ComponentDraft draft = new ComponentDraft();
        draft.ports.add(new MediaPort(sockets.bind(TransportAddress.of("192.0.2.1", 30000)), "default"));
        return new ForwardingPlan(callId, 1, List.of(draft.plan()), List.of());
    }

    @Test
    void shouldWakeAWaitingWorkerForEachCommand() throws Exception {
        try (MediaWorkers workers = start(2)) {
            for (int i = 0; i < 50; i++) {
                workers.apply(plan("c" + i));
                // Completed by the worker after the plan: commands of one call keep their order.
                assertThat(workers.ssrcReports("c" + i).get(10, TimeUnit.SECONDS)).isEmpty();
                workers.remove("c" + i);
                workers.ssrcReports("c" + i).get(10, TimeUnit.SECONDS);
                assertThat(closed).hasSize(i + 1);
            }
            assertThat(workers.nowNs()).isGreaterThan(1_000_000_000L);
        }
    }

    @Test
    void shouldOutliveAPollerThatFails() throws Exception {
        try (MediaWorkers workers = start(1)) {
            WaitingIo io = pollers.getFirst();
            io.failures.set(20);
            workers.ssrcReports("c1").get(10, TimeUnit.SECONDS);
            workers.apply(plan("c1"));
            while (io.failures.get() > 0) {
                workers.ssrcReports("c1").get(10, TimeUnit.SECONDS);
            }
            assertThat(workers.totals().failures()).isBetween(19L, 21L);
            workers.remove("c1");
            workers.ssrcReports("c1").get(10, TimeUnit.SECONDS);
            assertThat(closed).hasSize(1);
        }
    }

    @Test
    void shouldCloseEveryPortAtTheEndEvenOfPlansThatWaited() throws Exception {
        MediaWorkers workers = start(1);
        WaitingIo io = pollers.getFirst();
        io.stall();
        workers.apply(plan("c1"));
        workers.apply(plan("c2"));
        Thread closing = Thread.ofVirtual().start(workers::close);
        io.goOn();
        closing.join();
        assertThat(closed).hasSize(2);
        assertThat(io.isClosed()).isTrue();
        assertThatThrownBy(() -> workers.apply(plan("c3"))).isInstanceOf(IllegalStateException.class);
        workers.close();
    }

    @Test
    void shouldRefuseMorePlansThanAStalledWorkerCanHold() throws Exception {
        MediaWorkers workers = start(1);
        WaitingIo io = pollers.getFirst();
        io.stall();
        ForwardingPlan plan = new ForwardingPlan("c1", 1, List.of(), List.of());
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100_000; i++) {
                        workers.apply(plan);
                    }
                })
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a media worker is overloaded");
        assertThat(workers.totals().commandsRejected()).isPositive();
        workers.remove("c1");
        assertThat(workers.ssrcReports("c1").get(10, TimeUnit.SECONDS)).isEmpty();
        io.goOn();
        workers.close();
    }

    @Test
    void shouldCloseWhatItOpenedWhenOnePollerCannotBeOpened() {
        openFailsAt = 2;
        assertThatThrownBy(() -> start(3)).isInstanceOf(IOException.class).hasMessage("EMFILE");
        assertThat(pollers).hasSize(2).allSatisfy(io -> assertThat(io.isClosed()).isTrue());
    }

    private record IdleSocket(TransportAddress local) implements MediaSocket {
        @Override
        public void setTrafficClass(int value) {}

        @Override
        public void close() {}
    }

    /** Waits as a real poller does, has no datagrams, and fails or stalls when told to. */
    private static final class WaitingIo implements DatagramIo {
        private final Semaphore wakeups = new Semaphore(0);
        private final AtomicInteger failures = new AtomicInteger();
        private final CountDownLatch stalled = new CountDownLatch(1);
        private final CountDownLatch mayGoOn = new CountDownLatch(1);
        private volatile boolean stalls;
        private volatile boolean closed;

        /** Returns when the worker is stuck in its poll. */
        private void stall() throws InterruptedException {
            stalls = true;
            wakeup();
            stalled.await();
        }

        private void goOn() {
            stalls = false;
            mayGoOn.countDown();
        }

        private boolean isClosed() {
            return closed;
        }

        @Override
        public void attach(MediaSocket socket, int token) {}

        @Override
        public void detach(MediaSocket socket) {}

        @Override
        public int poll(long timeoutNs, DatagramHandler handler) throws IOException {
            try {
                if (wakeups.tryAcquire(timeoutNs, TimeUnit.NANOSECONDS)) {
                    wakeups.drainPermits();
                }
                if (stalls) {
                    stalled.countDown();
                    mayGoOn.await();
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            if (failures.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                throw new IOException("EIO, for the test");
            }
            return 0;
        }

        @Override
        public void send(MediaSocket socket, Datagram datagram, TransportAddress target) {}

        @Override
        public void flush() {}

        @Override
        public Datagram allocate() {
            return null;
        }

        @Override
        public Datagram copy(Datagram datagram) {
            return null;
        }

        @Override
        public void wakeup() {
            wakeups.release();
        }

        @Override
        public long sendErrors() {
            return 0;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
