package dev.patchbay.sim;

import dev.patchbay.linux.datagram.DatagramIo;
import dev.patchbay.linux.datagram.MediaSocket;
import dev.patchbay.linux.datagram.MediaSockets;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.plan.ComponentPlan;
import dev.patchbay.plan.ForwardingPlan;
import dev.patchbay.plan.MediaPort;
import dev.patchbay.plane.MediaPlane;
import dev.patchbay.plane.MediaTotals;
import dev.patchbay.quality.SsrcReport;
import java.io.IOException;
import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A media plane without a network, for tests of signalling: it keeps the plans in force, binds sockets that are only remembered, and
 * closes those that leave their plan at once. Thread-safe.
 */
public final class FakeMedia implements MediaPlane, MediaSockets {

    private final Map<String, ForwardingPlan> plans = new ConcurrentHashMap<>();
    private final Set<TransportAddress> bound = ConcurrentHashMap.newKeySet();
    private final Map<TransportAddress, Integer> trafficClasses = new ConcurrentHashMap<>();
    private final AtomicLong nowNs = new AtomicLong(1_000_000_000L);
    private volatile Consumer<List<MediaPort>> closedPorts = _ -> {};
    private volatile Function<TransportAddress, Optional<IOException>> bindFailure = _ -> Optional.empty();
    private volatile boolean overloaded;

    /** Who takes closed ports back. */
    public void onPortsClosed(Consumer<List<MediaPort>> receiver) {
        closedPorts = receiver;
    }

    /** From now on a bind fails where this says so. */
    public void failBinds(Function<TransportAddress, Optional<IOException>> failure) {
        bindFailure = failure;
    }

    /** From now on plans are refused. */
    public void setOverloaded(boolean value) {
        overloaded = value;
    }

    public void advance(long ns) {
        nowNs.addAndGet(ns);
    }

    /** By call-id. */
    public Map<String, ForwardingPlan> plans() {
        return plans;
    }

    /** Sockets open now. */
    public Set<TransportAddress> bound() {
        return bound;
    }

    /** What was set last on each open socket that was told at all. */
    public Map<TransportAddress, Integer> trafficClasses() {
        return trafficClasses;
    }

    @Override
    public void apply(ForwardingPlan plan) {
        if (overloaded) {
            throw new IllegalStateException("overloaded, for the test");
        }
        ForwardingPlan former = plans.put(plan.callId(), plan);
        if (former != null) {
            List<MediaPort> gone = new ArrayList<>(ports(former));
            gone.removeAll(ports(plan));
            if (!gone.isEmpty()) {
                close(gone);
            }
        }
    }

    @Override
    public void remove(String callId) {
        ForwardingPlan plan = plans.remove(callId);
        if (plan != null) {
            close(ports(plan));
        }
    }

    private void close(List<MediaPort> ports) {
        ports.forEach(port -> port.socket().close());
        closedPorts.accept(ports);
    }

    /** All ports of a plan, those of earlier offers too. */
    public static List<MediaPort> ports(ForwardingPlan plan) {
        List<MediaPort> ports = new ArrayList<>();
        for (ComponentPlan component : plan.components()) {
            ports.addAll(component.ports());
            ports.addAll(component.formerPorts());
        }
        return ports;
    }

    @Override
    public CompletableFuture<List<SsrcReport>> ssrcReports(String callId) {
        return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public MediaTotals totals() {
        return new MediaTotals(0, 0, 0, 0, 0, 0, 0, 0, MediaTotals.Security.NONE, 0, MediaTotals.Ice.NONE, MediaTotals.Scores.NONE);
    }

    @Override
    public long nowNs() {
        return nowNs.get();
    }

    @Override
    public MediaSocket bind(TransportAddress local) throws IOException {
        Optional<IOException> failure = bindFailure.apply(local);
        if (failure.isPresent()) {
            throw failure.get();
        }
        if (!bound.add(local)) {
            throw new BindException("bind " + local + ": EADDRINUSE");
        }
        return new FakeSocket(local);
    }

    private final class FakeSocket implements MediaSocket {

        private final TransportAddress local;

        FakeSocket(TransportAddress local) {
            this.local = local;
        }

        @Override
        public TransportAddress local() {
            return local;
        }

        @Override
        public void setTrafficClass(int value) {
            trafficClasses.put(local, value);
        }

        @Override
        public void close() {
            trafficClasses.remove(local);
            bound.remove(local);
        }
    }

    @Override
    public DatagramIo openIo() {
        throw new UnsupportedOperationException("no network here");
    }

    @Override
    public String tier() {
        return "fake";
    }

    @Override
    public void close() {}
}
