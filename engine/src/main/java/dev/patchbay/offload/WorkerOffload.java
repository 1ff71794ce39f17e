package dev.patchbay.offload;

import dev.patchbay.linux.forward.Flow;
import dev.patchbay.linux.forward.FlowEntry;
import dev.patchbay.linux.forward.FlowTable;
import dev.patchbay.log.RelayLog;
import dev.patchbay.log.Subsystem;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The offloaded streams of one media worker, which is its only user. */
public final class WorkerOffload implements AutoCloseable {

    /** How often counters come back and streams are judged. */
    static final long INTERVAL_NS = 200_000_000L;
    /** When no program can have a removed flow in hand any more. */
    private static final long REST_NS = 100_000_000L;
    /** Each beginning costs some 20 µs, in which packets wait. */
    private static final int MAX_BEGINNINGS_PER_TURN = 16;

    private static final RelayLog LOG = RelayLog.of(Subsystem.CORE);

    private record Resting(OffloadedStream stream, long untilNs) {}

    private final FlowTable table;
    private final ExitFinder exits;
    private final OffloadPolicy policy;
    private final OffloadCounters counters;
    private final LongSupplier kernelClock;
    private final List<OffloadedStream> streams = new ArrayList<>();
    private final List<OffloadedStream> toAcknowledge = new ArrayList<>();
    private final ArrayDeque<Resting> resting = new ArrayDeque<>();
    private int beginnings;
    private long nextNs = Long.MAX_VALUE;
    private long generation;

    WorkerOffload(
            FlowTable table,
            ExitFinder exits,
            OffloadPolicy policy,
            OffloadCounters counters,
            LongSupplier kernelClock) {
        this.table = table;
        this.exits = exits;
        this.policy = policy;
        this.counters = counters;
        this.kernelClock = kernelClock;
    }

    public OffloadPolicy policy() {
        return policy;
    }

    /** Whether {@link #begin} may be called in this turn of the worker. */
    public boolean hasRoom() {
        return beginnings < MAX_BEGINNINGS_PER_TURN;
    }

    /** What became of {@link #begin}: a stream, or why there is none. */
    public record Beginning(@Nullable OffloadedStream stream, Placement placement) {}

    /**
     * Hands a stream to the kernel. Packets that are already under way to user space are waited for.
     *
     * @param nowNs on the worker's clock
     */
    public Beginning begin(OffloadRequest request, StreamTally tally, long nowNs) {
        beginnings++;
        Beginning result = tryBegin(request, tally, nowNs);
        counters.attempted(result.placement());
        return result;
    }

    private Beginning tryBegin(OffloadRequest request, StreamTally tally, long nowNs) {
        ExitFinder.Finding finding = exits.find(request);
        Flow.Exit exit = finding.exit();
        if (exit == null) {
            return new Beginning(null, finding.obstacle());
        }
        try {
            Optional<FlowEntry> entry = table.add(new Flow(
                    request.local(),
                    request.source(),
                    request.newSource(),
                    request.newTarget(),
                    exit,
                    request.trafficClass(),
                    request.payloadTypes(),
                    request.ssrc()));
            if (entry.isEmpty()) {
                return new Beginning(null, Placement.TABLE_FULL);
            }
            OffloadedStream stream = new OffloadedStream(request, exit, entry.get(), tally, nowNs);
            if (streams.isEmpty()) {
                generation = exits.generation();
            }
            stream.position = streams.size();
            streams.add(stream);
            nextNs = Math.min(nextNs, nowNs + INTERVAL_NS);
            return new Beginning(stream, Placement.KERNEL);
        } catch (IOException e) {
            long failures = counters.attempts(Placement.REFUSED);
            if (Long.bitCount(failures) <= 1) {
                LOG.warn("The kernel does not take a flow, the stream stays in user space: {}", e.getMessage());
            }
            return new Beginning(null, Placement.REFUSED);
        }
    }

    /** User space had an RTP packet from the source of the stream. */
    public void onPacket(OffloadedStream stream, int ssrc, int sequenceNumber) {
        if (stream.notePacket(ssrc, sequenceNumber)) {
            toAcknowledge.add(stream);
        }
    }

    /** Whether {@link #endTurn} will acknowledge packets, which have to be with the kernel by then. */
    public boolean hasOnItsWay() {
        return !toAcknowledge.isEmpty();
    }

    /** What user space had is on its way: the end of a turn of the worker. */
    public void endTurn() {
        beginnings = 0;
        if (!toAcknowledge.isEmpty()) {
            for (int i = 0; i < toAcknowledge.size(); i++) {
                toAcknowledge.get(i).acknowledge();
            }
            toAcknowledge.clear();
        }
    }

    /** Takes a stream back; from now on all its packets go up. */
    public void end(OffloadedStream stream, Placement why, long nowNs) {
        if (stream.position < 0) {
            return;
        }
        OffloadedStream last = streams.removeLast();
        if (last != stream) {
            last.position = stream.position;
            streams.set(stream.position, last);
        }
        stream.position = OffloadedStream.NOWHERE;
        counters.returned(why);
        try {
            table.remove(stream.entry());
        } catch (IOException e) { // switched off all the same
            LOG.warn("A flow cannot be removed from the kernel: {}", e.getMessage());
        }
        stream.count(nowNs, kernelClock.getAsLong());
        resting.add(new Resting(stream, nowNs + REST_NS));
        nextNs = Math.min(nextNs, nowNs + REST_NS);
    }

    /** Brings the counters of one stream up to date. */
    public void count(OffloadedStream stream, long nowNs) {
        stream.count(nowNs, kernelClock.getAsLong());
    }

    /** When {@link #run} has something to do next, on the worker's clock; {@link Long#MAX_VALUE} for never. */
    public long nextNs() {
        return nextNs;
    }

    /** Counters, judgement, rest; to be called when it is due. */
    public void run(long nowNs) {
        if (nowNs - nextNs < 0) {
            return;
        }
        releaseRested(nowNs);
        boolean routesChanged = !streams.isEmpty() && exits.generation() != generation;
        generation = exits.generation();
        long kernelNowNs = kernelClock.getAsLong();
        // Backwards, because the place of one that ends is taken by the last.
        for (int i = streams.size() - 1; i >= 0; i--) {
            OffloadedStream stream = streams.get(i);
            stream.count(nowNs, kernelNowNs);
            Placement placement = stream.judge(nowNs);
            if (placement.isKernel() && routesChanged && !stream.exit().equals(exits.find(stream.request()).exit())) {
                placement = Placement.ROUTE_CHANGED;
            }
            if (!placement.isKernel()) {
                end(stream, placement, nowNs);
                stream.tally().onReturned(placement, nowNs);
            }
        }
        nextNs = streams.isEmpty() && resting.isEmpty() ? Long.MAX_VALUE : nowNs + INTERVAL_NS;
    }

    private void releaseRested(long nowNs) {
        for (Resting rested = resting.peek(); rested != null && nowNs - rested.untilNs() >= 0; rested = resting.peek()) {
            resting.remove();
            // One that another processor had in hand when the stream ended.
            rested.stream().count(nowNs, kernelClock.getAsLong());
            table.release(rested.stream().entry());
        }
    }

    int size() {
        return streams.size();
    }

    @Override
    public void close() {
        exits.close();
    }
}
