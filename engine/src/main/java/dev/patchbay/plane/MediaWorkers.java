package dev.patchbay.plane;

import dev.patchbay.linux.datagram.DatagramIo;
import dev.patchbay.linux.datagram.MediaSockets;
import dev.patchbay.log.RelayLog;
import dev.patchbay.log.Subsystem;
import dev.patchbay.offload.KernelOffload;
import dev.patchbay.plan.ComponentStatus;
import dev.patchbay.plan.ForwardingPlan;
import dev.patchbay.plan.SrtpKeys;
import dev.patchbay.plane.WorkerCommand.ApplyPlan;
import dev.patchbay.plane.WorkerCommand.CollectReports;
import dev.patchbay.plane.WorkerCommand.InstallKeys;
import dev.patchbay.plane.WorkerCommand.RemoveCall;
import dev.patchbay.plane.WorkerCounters.Counter;
import dev.patchbay.quality.SsrcReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All media workers. A call lives on the worker its call-id hashes to. Either each worker has its own platform thread
 * ({@code media-0} …), or none has and {@link #doWork} steps them all: tests do so.
 */
public final class MediaWorkers implements MediaPlane {

    /** Who runs the workers. */
    public enum Threading {
        /** A platform thread for each. */
        DEDICATED,
        /** The caller of {@link MediaWorkers#doWork}, always the same thread. */
        STEPPED
    }

    /** Commands that may wait for one worker; it takes thousands in a millisecond. */
    private static final int MAX_WAITING_COMMANDS = 8192;
    /** How long {@link #apply} waits for room in a full queue. */
    private static final long MAX_APPLY_WAIT_NS = 2_000_000_000L;

    private static final long RETRY_NS = 100_000;

    /** Commands that can wait, and for which a worker is left asleep. */
    private static final int MAX_SLEPT_OVER = 64;
    private static final long CLOSE_WAIT_MS = 5_000;
    /** A poller that fails at once must not turn its thread into a busy loop. */
    private static final long FAILED_TURN_PAUSE_NS = 1_000_000;

    private static final RelayLog LOG = RelayLog.of(Subsystem.CORE);

    private final List<MediaWorker> workers;
    private final List<Thread> threads = new ArrayList<>();
    private final LongSupplier clock;
    private final Threading threading;
    private volatile boolean closing;

    /**
     * Opens the pollers and starts the threads.
     *
     * @param count of workers, 1 or more
     * @param clock nanoseconds, monotonic and above 0
     * @param epochMs wall clock, milliseconds since 1970
     * @throws IOException when a poller cannot be opened; nothing stays open then
     */
    public MediaWorkers(
            MediaSockets sockets,
            int count,
            Threading threading,
            LongSupplier clock,
            LongSupplier epochMs,
            PlaneSettings settings,
            MediaEvents events)
            throws IOException {
        this(sockets, count, threading, clock, epochMs, settings, events, null);
    }

    /** @param offload in-kernel forwarding, which the caller closes after this object; null for none */
    public MediaWorkers(
            MediaSockets sockets,
            int count,
            Threading threading,
            LongSupplier clock,
            LongSupplier epochMs,
            PlaneSettings settings,
            MediaEvents events,
            @Nullable KernelOffload offload)
            throws IOException {
        this.clock = clock;
        this.threading = threading;
        List<MediaWorker> opened = new ArrayList<>(count);
        try {
            for (int i = 0; i < count; i++) {
                DatagramIo io = sockets.openIo();
                opened.add(new MediaWorker(
                        io,
                        clock,
                        epochMs,
                        settings,
                        events,
                        new CommandQueue(MAX_WAITING_COMMANDS),
                        offload == null ? null : offload.worker(i, count)));
            }
        } catch (IOException | RuntimeException e) {
            opened.forEach(MediaWorker::close);
            throw e;
        }
        this.workers = List.copyOf(opened);
        if (threading == Threading.DEDICATED) {
            for (int i = 0; i < count; i++) {
                MediaWorker worker = workers.get(i);
                threads.add(Thread.ofPlatform().name("media-" + i).daemon(true).start(() -> run(worker)));
            }
        }
    }

    /**
     * A clock for the constructor: {@link System#nanoTime}, moved so that it begins at one second.
     */
    public static LongSupplier systemClock() {
        long start = System.nanoTime() - 1_000_000_000L;
        return () -> System.nanoTime() - start;
    }

    /**
     * How long a datagram may wait for others under load, see {@link Gathering}. Any thread.
     *
     * @param ns 0 = not at all, as at first
     */
    public void setLatencyBudgetNs(long ns) {
        workers.forEach(worker -> worker.setLatencyBudgetNs(ns));
    }

    private void run(MediaWorker worker) {
        long failedTurns = 0;
        while (!closing) {
            try {
                worker.doWork(true);
            } catch (Throwable t) {
                failedTurns++;
                worker.counters().add(Counter.FAILURES, 1);
                if (Long.bitCount(failedTurns) == 1) {
                    LOG.error(t, "a turn of {} failed ({} times so far)", Thread.currentThread().getName(), failedTurns);
                }
                LockSupport.parkNanos(FAILED_TURN_PAUSE_NS);
            }
        }
        worker.close();
    }

    /** {@link Threading#STEPPED}: one turn of every worker, without waiting. @return commands and datagrams handled */
    public int doWork() throws IOException {
        int work = 0;
        for (MediaWorker worker : workers) {
            work += worker.doWork(false);
        }
        return work;
    }

    private MediaWorker workerOf(String callId) {
        int hash = callId.hashCode();
        return workers.get(Integer.remainderUnsigned(hash ^ (hash >>> 16), workers.size()));
    }

    /**
     * {@inheritDoc} Waits up to two seconds when the worker's queue is full.
     *
     * @throws IllegalStateException when the queue stays full, or after {@link #close}; the plan is not in force then
     */
    @Override
    public void apply(ForwardingPlan plan) {
        enqueue(plan).wakeup();
    }

    @Override
    public void applySoon(ForwardingPlan plan) {
        wakeupIfMany(enqueue(plan));
    }

    /** Waking a worker costs more than what most commands ask of it, so those that can wait let it sleep. */
    private static void wakeupIfMany(MediaWorker worker) {
        if (worker.queue().size() >= MAX_SLEPT_OVER) {
            worker.wakeup();
        }
    }

    private MediaWorker enqueue(ForwardingPlan plan) {
        MediaWorker worker = workerOf(plan.callId());
        ApplyPlan command = new ApplyPlan(plan);
        long waitedNs = 0;
        while (closing || !worker.queue().offer(command)) {
            if (closing || threading == Threading.STEPPED || waitedNs >= MAX_APPLY_WAIT_NS) {
                throw new IllegalStateException(closing ? "the media workers are closed" : "a media worker is overloaded");
            }
            LockSupport.parkNanos(RETRY_NS);
            waitedNs += RETRY_NS;
        }
        return worker;
    }

    /** {@inheritDoc} Dropped, and counted, when the worker's queue is full: the peer repeats its handshake. */
    @Override
    public void installKeys(String callId, ComponentStatus component, SrtpKeys keys) {
        MediaWorker worker = workerOf(callId);
        if (worker.queue().offer(new InstallKeys(callId, component, keys))) {
            worker.wakeup();
        }
    }

    @Override
    public void remove(String callId) {
        MediaWorker worker = workerOf(callId);
        worker.queue().put(new RemoveCall(callId));
        if (closing) {
            worker.wakeup();
        } else {
            wakeupIfMany(worker);
        }
    }

    /**
     * {@inheritDoc} The future is completed on the worker's thread: continue elsewhere. The list is empty too when the worker is
     * overloaded or closed.
     */
    @Override
    public CompletableFuture<List<SsrcReport>> ssrcReports(String callId) {
        CompletableFuture<List<SsrcReport>> answer = new CompletableFuture<>();
        MediaWorker worker = workerOf(callId);
        if (closing || !worker.queue().offer(new CollectReports(callId, answer))) {
            answer.complete(List.of());
            return answer;
        }
        worker.wakeup();
        if (closing) {
            // The worker may have taken its last command before this one came.
            answer.complete(List.of());
        }
        return answer;
    }

    @Override
    public MediaTotals totals() {
        long packets = 0;
        long bytes = 0;
        long kernelPackets = 0;
        long kernelBytes = 0;
        long errors = 0;
        long sendErrors = 0;
        long strays = 0;
        long rejected = 0;
        long failures = 0;
        long samples = 0;
        long tenths = 0;
        long tenthsSquared = 0;
        for (MediaWorker worker : workers) {
            WorkerCounters counters = worker.counters();
            packets += counters.get(Counter.PACKETS);
            bytes += counters.get(Counter.BYTES);
            kernelPackets += counters.get(Counter.KERNEL_PACKETS);
            kernelBytes += counters.get(Counter.KERNEL_BYTES);
            errors += counters.get(Counter.ERRORS);
            sendErrors += worker.sendErrors();
            strays += counters.get(Counter.STRAY_PACKETS);
            rejected += worker.queue().rejected();
            failures += counters.get(Counter.FAILURES);
            samples += counters.get(Counter.MOS_SAMPLES);
            tenths += counters.get(Counter.MOS_TENTHS);
            tenthsSquared += counters.get(Counter.MOS_TENTHS_SQUARED);
        }
        MediaTotals.Ice ice = new MediaTotals.Ice(
                sum(Counter.ICE_COMPLETED),
                sum(Counter.ICE_FAILED),
                sum(Counter.CONSENT_EXPIRED),
                sum(Counter.STUN_ACCEPTED),
                sum(Counter.STUN_REFUSED));
        MediaTotals.Security security = new MediaTotals.Security(
                sum(Counter.UNAUTHENTIC_STREAMS),
                sum(Counter.UNAUTHENTIC_PACKETS),
                sum(Counter.REPLAYED_PACKETS),
                sum(Counter.HANDSHAKES),
                sum(Counter.FAILED_HANDSHAKES),
                sum(Counter.STRAY_HANDSHAKES));
        MediaTotals.Scores scores = new MediaTotals.Scores(samples, tenths, tenthsSquared);
        return new MediaTotals(
                packets,
                bytes,
                kernelPackets,
                kernelBytes,
                errors,
                sendErrors,
                strays,
                rejected,
                security,
                failures,
                ice,
                scores);
    }

    private long sum(Counter counter) {
        long sum = 0;
        for (MediaWorker worker : workers) {
            sum += worker.counters().get(counter);
        }
        return sum;
    }

    @Override
    public long nowNs() {
        return clock.getAsLong();
    }

    @Override
    public void close() {
        if (closing) {
            return;
        }
        closing = true;
        if (threading == Threading.STEPPED) {
            workers.forEach(MediaWorker::close);
            return;
        }
        workers.forEach(MediaWorker::wakeup);
        for (Thread thread : threads) {
            try {
                thread.join(CLOSE_WAIT_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
