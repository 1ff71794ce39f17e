package dev.patchbay.call;

import dev.patchbay.ice.IceSettings;
import dev.patchbay.plan.ComponentStatus;
import dev.patchbay.plan.ForwardingPlan;
import dev.patchbay.plan.MediaPort;
import dev.patchbay.plane.DtmfEvent;
import dev.patchbay.plane.MediaEvents;
import dev.patchbay.plane.MediaPlane;
import dev.patchbay.plane.MediaTotals;
import dev.patchbay.plane.MediaWorkers;
import dev.patchbay.plane.PlaneSettings;
import dev.patchbay.quality.MosFormula;
import dev.patchbay.quality.SsrcReport;
import dev.patchbay.sim.SimNetwork;
import dev.patchbay.sim.TestHandshakes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/** A whole relay on a simulated network: real workers, stepped by the test, and the network's clock. */
final class SimulatedRelay implements MediaEvents, AutoCloseable {

    private static final long NS_PER_MS = 1_000_000;

    final SimNetwork network;
    final TestRelay relay;
    private final MediaWorkers workers;

    SimulatedRelay(long seed, int portMin, int portMax) {
        this(seed, portMin, portMax, new IceSettings("rtpengine-test", false));
    }

    SimulatedRelay(long seed, int portMin, int portMax, IceSettings ice) {
        network = new SimNetwork(seed);
        try {
            workers = new MediaWorkers(
                    network,
                    1,
                    MediaWorkers.Threading.STEPPED,
                    network::nowNs,
                    () -> network.nowNs() / NS_PER_MS,
                    new PlaneSettings(MosFormula.CQ, ice, new SplittableRandom(1), TestHandshakes.UNLIMITED),
                    this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        relay = new TestRelay(new SteppedPlane(), network, portMin, portMax);
    }

    /** Whoever asks for reports waits for the worker, which must be stepped meanwhile. */
    private final class SteppedPlane implements MediaPlane {

        @Override
        public void apply(ForwardingPlan plan) {
            workers.apply(plan);
        }

        @Override
        public void remove(String callId) {
            workers.remove(callId);
        }

        @Override
        public CompletableFuture<List<SsrcReport>> ssrcReports(String callId) {
            CompletableFuture<List<SsrcReport>> reports = workers.ssrcReports(callId);
            turn();
            return reports;
        }

        @Override
        public MediaTotals totals() {
            return workers.totals();
        }

        @Override
        public long nowNs() {
            return workers.nowNs();
        }

        @Override
        public void close() {
            workers.close();
        }
    }

    /** Lets the workers do all there is to do now. */
    void turn() {
        try {
            while (workers.doWork() > 0) {
                // Until nothing is left to do.
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Moves the clock, delivers what is due by then, and lets the workers see it. */
    void advance(long ns) {
        turn();
        network.advance(ns);
        turn();
    }

    @Override
    public void onDtmf(DtmfEvent event) {}

    @Override
    public void onPortsClosed(List<MediaPort> ports) {
        relay.ports.released(ports);
    }

    @Override
    public void onEndpoint(String callId, ComponentStatus status, boolean changed) {}

    @Override
    public void close() {
        workers.close();
        relay.close();
    }
}
