package dev.patchbay.plane;

import dev.patchbay.linux.datagram.Datagram;
import dev.patchbay.linux.datagram.DatagramHandler;
import dev.patchbay.linux.datagram.DatagramIo;
import dev.patchbay.log.RelayLog;
import dev.patchbay.log.Subsystem;
import dev.patchbay.offload.Placement;
import dev.patchbay.offload.WorkerOffload;
import dev.patchbay.plan.ComponentStatus;
import dev.patchbay.plan.ForwardingPlan;
import dev.patchbay.plan.MediaPort;
import dev.patchbay.plan.SrtpKeys;
import dev.patchbay.plane.WorkerCommand.ApplyPlan;
import dev.patchbay.plane.WorkerCommand.CollectReports;
import dev.patchbay.plane.WorkerCommand.HandshakeDone;
import dev.patchbay.plane.WorkerCommand.HandshakeFailed;
import dev.patchbay.plane.WorkerCommand.InstallKeys;
import dev.patchbay.plane.WorkerCommand.RemoveCall;
import dev.patchbay.plane.WorkerCommand.SendHandshake;
import dev.patchbay.plane.WorkerCounters.Counter;
import dev.patchbay.quality.SsrcReport;
import dev.patchbay.quality.SsrcTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the plans of its calls: the only thread that touches their sockets and their live state. A turn is {@link #doWork}:
 * commands, datagrams, timers, one flush. All methods are for that one thread, except {@link #queue}, {@link #counters},
 * {@link #setLatencyBudgetNs} and {@link #wakeup}.
 *
 * <p>An exception is a defect of ours and costs one call, never the worker.
 */
final class MediaWorker implements DatagramHandler {

    /** Commands handled in one turn, so that datagrams do not wait long behind a burst of signalling. */
    private static final int MAX_COMMANDS_PER_TURN = 128;
    /** Longest sleep; a wakeup or a datagram ends it. Also how long a command waits for which nobody wakes the worker. */
    private static final long MAX_WAIT_NS = 100_000_000L;

    private static final RelayLog LOG = RelayLog.of(Subsystem.CORE);

    private final DatagramIo io;
    private final LongSupplier clock;
    private final MediaEvents events;
    private final CommandQueue queue;
    private final Handshakes handshakes;
    private final HandshakeDatagrams handshakeDatagrams;
    private final WorkerCounters counters = new WorkerCounters();
    private final PortTable portTable = new PortTable();
    private final PlanApplier planApplier;
    private final IngressPath ingress;
    private final NatPiercer natPiercer;
    private final OffloadStep offload;
    private final IceAgents iceAgents;
    private final Map<String, LiveCall> calls = new HashMap<>();

    /** Ports that left their plan, as long as the kernel still has their sockets. */
    private final List<MediaPort> closing = new ArrayList<>();
    private final Gathering gathering = new Gathering();
    /** What {@link DatagramIo#setGathering} was told. */
    private long gatherNs;
    /** Commands handled within the present poll. */
    private int handledWithin;

    private volatile long latencyBudgetNs; // writer: any

    private record Broken(String callId, Throwable cause) {}

    private final List<Broken> broken = new ArrayList<>();
    /** When the {@link #natPiercer} has something to do. */
    private long nextProbeNs = Long.MAX_VALUE;
    /** Time of the batch in hand; read once per batch, 0 = not yet. */
    private long batchNs;

    /**
     * @param clock nanoseconds, monotonic and above 0
     * @param epochMs wall clock, milliseconds since 1970
     * @param offload streams in the kernel; null for none
     */
    MediaWorker(
            DatagramIo io,
            LongSupplier clock,
            LongSupplier epochMs,
            PlaneSettings settings,
            MediaEvents events,
            CommandQueue queue,
            @Nullable WorkerOffload offload) {
        this.io = io;
        this.clock = clock;
        this.events = events;
        this.queue = queue;
        this.handshakes = settings.handshakes();
        this.handshakeDatagrams = new HandshakeDatagrams(io);
        this.planApplier = new PlanApplier(io, portTable);
        this.natPiercer = new NatPiercer(io);
        this.offload = new OffloadStep(offload);
        this.iceAgents = new IceAgents(new IceWork(io, events, settings.ice(), settings.random()));
        this.ingress = new IngressPath(
                handshakeDatagrams,
                new SrtpUnprotect(events),
                new StunIntake(iceAgents),
                new SourceLatch(events),
                new RtcpStatistics(settings.formula(), epochMs, counters),
                new DtmfDetection(events),
                new EgressPath(io),
                this.offload);
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
        int work = handleCommands(MAX_COMMANDS_PER_TURN);
        batchNs = 0;
        handledWithin = 0;
        int datagrams = io.poll(mayWait && queue.isEmpty() ? waitNs() : 0, this);
        work += datagrams + handledWithin;
        endBrokenCalls();
        runTimers();
        if (offload.hasOnItsWay()) {
            io.flushNow(); // before the kernel is told that these packets are ahead of its own
        } else {
            io.flush();
        }
        reportReleased();
        offload.endTurn();
        adaptGathering(datagrams);
        return work;
    }

    /**
     * {@inheritDoc} A command that was given before a datagram was sent is carried out before that datagram is looked at: who sends
     * as soon as signalling has answered meets the new plan.
     */
    @Override
    public void onReceived() {
        if (!queue.isEmpty()) {
            handledWithin += handleCommands(queue.size());
        }
    }

    private void adaptGathering(int datagrams) {
        long budgetNs = latencyBudgetNs;
        if (datagrams > 0 && batchNs != 0 && budgetNs > 0) {
            gathering.onTurn(batchNs, datagrams, budgetNs);
        }
        long wantedNs = gathering.gatherNs(budgetNs);
        if (wantedNs != gatherNs) {
            gatherNs = wantedNs;
            io.setGathering(wantedNs);
        }
    }

    /** How long a datagram may wait for others; 0 = not at all. Any thread. */
    void setLatencyBudgetNs(long ns) {
        latencyBudgetNs = ns;
    }

    private long waitNs() {
        long next = nextTimerNs();
        return next == Long.MAX_VALUE ? MAX_WAIT_NS : Math.clamp(next - clock.getAsLong(), 0, MAX_WAIT_NS);
    }

    private long nextTimerNs() {
        return Math.min(Math.min(nextProbeNs, iceAgents.nextNs()), offload.nextNs());
    }

    private void runTimers() {
        // Without a timer the clock need not be read.
        if (nextTimerNs() == Long.MAX_VALUE) {
            return;
        }
        long now = clock.getAsLong();
        if (nextProbeNs <= now) {
            long untilNext = natPiercer.run(now);
            nextProbeNs = untilNext == Long.MAX_VALUE ? Long.MAX_VALUE : now + untilNext;
        }
        if (iceAgents.nextNs() <= now) {
            iceAgents.run(now, this::onBroken);
            endBrokenCalls();
        }
        offload.run(now);
    }

    /** The call is ended at the next opportunity: a poll or a round of timers is not to be disturbed half-way. */
    private void onBroken(LiveCall call, Throwable cause) {
        if (!call.isBroken) {
            call.isBroken = true;
            broken.add(new Broken(call.callId, cause));
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
            onBroken(component.call, t);
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

    private int handleCommands(int most) {
        int handled = 0;
        while (handled < most) {
            WorkerCommand command = queue.poll();
            if (command == null) {
                break;
            }
            handled++;
            switch (command) {
                case ApplyPlan(var plan) -> applyPlan(plan);
                case InstallKeys(var callId, var component, var keys) -> installKeys(callId, component, keys);
                case RemoveCall(var callId) -> remove(callId);
                case SendHandshake(var handshake, var datagram) -> handshakeDatagrams.send(handshake, datagram);
                case HandshakeDone(var handshake, var keys) -> installKeys(handshake, keys);
                case HandshakeFailed(var handshake, var reason) -> reportFailure(handshake, reason);
                case CollectReports(var callId, var answer) -> answer.complete(reports(callId));
            }
        }
        return handled;
    }

    private void applyPlan(ForwardingPlan plan) {
        try {
            LiveCall call = calls.computeIfAbsent(plan.callId(), id -> newCall(id));
            // A plan changes anything: what the kernel holds of the former one is taken back before the first step of the new one.
            offload.takeBack(call, Placement.SIGNALLED, clock.getAsLong());
            report(planApplier.apply(call, plan));
            offload.configure(call, plan);
            long now = clock.getAsLong();
            iceAgents.update(call, plan, now);
            if (natPiercer.update(call)) {
                nextProbeNs = Math.min(nextProbeNs, now);
            }
        } catch (Throwable t) {
            fail(plan.callId(), t);
        }
    }

    private void installKeys(String callId, ComponentStatus component, SrtpKeys keys) {
        LiveCall call = calls.get(callId);
        if (call != null) {
            call.installKeys(component, keys);
        }
    }

    private LiveCall newCall(String callId) {
        return new LiveCall(callId, counters, new SsrcTable(), new CallHandshakes(handshakes, queue, this::wakeup));
    }

    /** Keys of an association that was replaced meanwhile are for nobody. */
    private void installKeys(ComponentHandshake handshake, SrtpKeys keys) {
        Component component = handshake.component;
        if (component.handshake == handshake) {
            counters.add(Counter.HANDSHAKES, 1);
            component.call.installKeys(component.status, keys);
        }
    }

    private void reportFailure(ComponentHandshake handshake, String reason) {
        if (handshake.component.handshake == handshake) {
            counters.add(Counter.FAILED_HANDSHAKES, 1);
            events.onHandshakeFailed(handshake.component.call.callId, handshake.component.status, reason);
        }
    }

    private void remove(String callId) {
        LiveCall call = calls.remove(callId);
        if (call != null) {
            offload.takeBack(call, Placement.ENDED, clock.getAsLong());
            iceAgents.remove(call);
            report(planApplier.remove(call));
        }
    }

    private List<SsrcReport> reports(String callId) {
        LiveCall call = calls.get(callId);
        if (call == null) {
            return List.of();
        }
        offload.count(call, clock.getAsLong());
        return call.sources.reports();
    }

    /** A port is reported when its socket is really closed: only then can its number be used again. */
    private void report(List<MediaPort> closed) {
        if (closed.isEmpty()) {
            return;
        }
        if (areReleased(closed)) {
            events.onPortsClosed(List.copyOf(closed));
        } else {
            closing.addAll(closed);
        }
    }

    private static boolean areReleased(List<MediaPort> ports) {
        for (MediaPort port : ports) {
            if (!port.socket().isReleased()) {
                return false;
            }
        }
        return true;
    }

    private void reportReleased() {
        if (closing.isEmpty()) {
            return;
        }
        List<MediaPort> released = new ArrayList<>(closing.size());
        closing.removeIf(port -> port.socket().isReleased() && released.add(port));
        if (!released.isEmpty()) {
            events.onPortsClosed(List.copyOf(released));
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
                case InstallKeys _, SendHandshake _, HandshakeDone _, HandshakeFailed _ -> {}
                case RemoveCall(var callId) -> remove(callId);
                case CollectReports(_, var answer) -> answer.complete(List.of());
            }
        }
        for (String callId : List.copyOf(calls.keySet())) {
            remove(callId);
        }
        offload.close();
        io.close();
        reportReleased();
    }
}
