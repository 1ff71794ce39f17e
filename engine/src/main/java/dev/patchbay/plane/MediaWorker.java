package dev.patchbay.plane;

import dev.patchbay.linux.datagram.Datagram;
import dev.patchbay.linux.datagram.DatagramHandler;
import dev.patchbay.linux.datagram.DatagramIo;
import dev.patchbay.log.RelayLog;
import dev.patchbay.log.Subsystem;
import dev.patchbay.plane.WorkerCommand.ApplyPlan;
import dev.patchbay.plane.WorkerCommand.CollectReports;
import dev.patchbay.plane.WorkerCommand.RemoveCall;
import dev.patchbay.plane.WorkerCounters.Counter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Carries out the plans of its calls: the only thread that touches their sockets and their live state. A turn is {@link #doWork}:
 * commands, datagrams, timers, one flush. All methods are for that one thread, except {@link #queue}, {@link #counters} and
 * {@link #wakeup}.
 *
 * <p>An exception is a defect of ours and costs one call, never the worker.
 */
final class MediaWorker implements DatagramHandler {

    /** Commands handled in one turn, so that datagrams do not wait long behind a burst of signalling. */
    private static final int MAX_COMMANDS_PER_TURN = 128;
    /** Longest sleep; a wakeup or a datagram ends it. */
    private static final long MAX_WAIT_NS = 1_000_000_000L;

    private static final RelayLog LOG = RelayLog.of(Subsystem.CORE);

    private final DatagramIo io;
    private final LongSupplier clock;
    private final MediaEvents events;
    private final CommandQueue queue;
    private final WorkerCounters counters = new WorkerCounters();
    private final PortTable portTable = new PortTable();
    private final PlanApplier planApplier;
    private final IngressPath ingress;
    private final NatPiercer natPiercer;
    private final Map<String, LiveCall> calls = new HashMap<>();

    private record Broken(String callId, Throwable cause) {}

    private final List<Broken> broken = new ArrayList<>();
    private long nextTimerNs = Long.MAX_VALUE;
    /** Time of the batch in hand; read once per batch, 0 = not yet. */
    private long batchNs;

    /**
     * @param clock nanoseconds, monotonic and above 0
     * @param epochMs wall clock, milliseconds since 1970
     */
    MediaWorker(
            DatagramIo io,
            LongSupplier clock,
            LongSupplier epochMs,
            MosFormula formula,
            MediaEvents events,
            CommandQueue queue) {
        this.io = io;
        this.clock = clock;
        this.events = events;
        this.queue = queue;
        this.planApplier = new PlanApplier(io, portTable);
        this.natPiercer = new NatPiercer(io);
        this.ingress = new IngressPath(
                new SourceLatch(events),
                new RtcpStatistics(formula, epochMs, counters),
                new DtmfDetection(events),
                new EgressPath(io));
    }

    CommandQueue queue() {
        return queue;
    }

    WorkerCounters counters() {
        return counters;
    }

    long sendErrors() {
        return io.sendErrors();
    }

    void wakeup() {
        io.wakeup();
    }

    /**
     * One turn.
     *
     * @param mayWait whether to sleep when there is nothing to do
     * @return commands and datagrams handled
     */
    int doWork(boolean mayWait) throws IOException {
        int work = handleCommands();
        batchNs = 0;
        work += io.poll(mayWait && work == 0 ? waitNs() : 0, this);
        endBrokenCalls();
        runTimers();
        io.flush();
        return work;
    }

    private long waitNs() {
        if (nextTimerNs == Long.MAX_VALUE) {
            return MAX_WAIT_NS;
        }
        return Math.clamp(nextTimerNs - clock.getAsLong(), 0, MAX_WAIT_NS);
    }

    private void runTimers() {
        // Without a timer due the clock need not be read, which is most turns.
        if (nextTimerNs == Long.MAX_VALUE) {
            return;
        }
        long now = clock.getAsLong();
        if (now - nextTimerNs >= 0) {
            long untilNext = natPiercer.run(now);
            nextTimerNs = untilNext == Long.MAX_VALUE ? Long.MAX_VALUE : now + untilNext;
        }
    }

    @Override
    public void onDatagram(Datagram datagram) {
        int token = datagram.token();
        Component component = portTable.component(token);
        MediaPort port = portTable.port(token);
        if (component == null || port == null) {
            counters.add(Counter.STRAY_PACKETS, 1);
            return;
        }
        if (batchNs == 0) {
            batchNs = clock.getAsLong();
        }
        if (component.call.isBroken) {
            counters.add(Counter.STRAY_PACKETS, 1);
            return;
        }
        try {
            ingress.onDatagram(datagram, port, component, batchNs);
        } catch (Throwable t) {
            // Its sockets are closed after the poll, which is not to be disturbed half-way.
            component.call.isBroken = true;
            broken.add(new Broken(component.call.callId, t));
        }
    }

    private void endBrokenCalls() {
        if (!broken.isEmpty()) {
            for (Broken call : broken) {
                fail(call.callId(), call.cause());
            }
            broken.clear();
        }
    }

    private int handleCommands() {
        int handled = 0;
        while (handled < MAX_COMMANDS_PER_TURN) {
            WorkerCommand command = queue.poll();
            if (command == null) {
                break;
            }
            handled++;
            switch (command) {
                case ApplyPlan(var plan) -> applyPlan(plan);
                case RemoveCall(var callId) -> remove(callId);
                case CollectReports(var callId, var answer) -> answer.complete(reports(callId));
            }
        }
        return handled;
    }

    private void applyPlan(ForwardingPlan plan) {
        try {
            LiveCall call = calls.computeIfAbsent(plan.callId(), id -> new LiveCall(id, counters, new SsrcTable()));
            report(planApplier.apply(call, plan));
            if (natPiercer.update(call)) {
                nextTimerNs = Math.min(nextTimerNs, clock.getAsLong());
            }
        } catch (Throwable t) {
            fail(plan.callId(), t);
        }
    }

    private void remove(String callId) {
        LiveCall call = calls.remove(callId);
        if (call != null) {
            report(planApplier.remove(call));
        }
    }

    private List<SsrcReport> reports(String callId) {
        LiveCall call = calls.get(callId);
        return call == null ? List.of() : call.sources.reports();
    }

    private void report(List<MediaPort> closed) {
        if (!closed.isEmpty()) {
            events.onPortsClosed(List.copyOf(closed));
        }
    }

    /** Ends a call whose state cannot be trusted any more. */
    private void fail(String callId, Throwable cause) {
        counters.add(Counter.FAILURES, 1);
        long failures = counters.get(Counter.FAILURES);
        if (Long.bitCount(failures) == 1) {
            // The 1st, 2nd, 4th, 8th … only: one defect may be met by every call.
            LOG.error(cause, "[{}] media ended by a defect (failure {})", callId, failures);
        }
        try {
            remove(callId);
            events.onCallFailed(callId);
        } catch (RuntimeException e) {
            LOG.error(e, "[{}] the end of its media could not be reported", callId);
        }
    }

    /** Ends all calls and closes the sockets; commands that still wait are answered or closed as well. */
    void close() {
        for (WorkerCommand command = queue.poll(); command != null; command = queue.poll()) {
            switch (command) {
                case ApplyPlan(var plan) -> applyPlan(plan);
                case RemoveCall(var callId) -> remove(callId);
                case CollectReports(_, var answer) -> answer.complete(List.of());
            }
        }
        for (String callId : List.copyOf(calls.keySet())) {
            remove(callId);
        }
        io.close();
    }
}
