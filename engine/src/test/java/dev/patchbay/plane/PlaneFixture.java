package dev.patchbay.plane;

import dev.patchbay.ice.IceSettings;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.plan.ComponentStatus;
import dev.patchbay.plan.MediaPort;
import dev.patchbay.quality.MosFormula;
import dev.patchbay.sim.SimNetwork;
import dev.patchbay.sim.SimPeer;
import dev.patchbay.sim.TestHandshakes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A stepped media plane on a simulated network, with what its workers reported. */
final class PlaneFixture implements MediaEvents, AutoCloseable {

    static final long MS = 1_000_000L;
    static final long SECOND = 1_000_000_000L;
    /** Wall clock at the network's time 0. */
    static final long EPOCH_MS = 1_700_000_000_000L;

    static final String RELAY_IP = "192.0.2.1";
    static final String RELAY_IP6 = "2001:db8::1";

    record EndpointEvent(String callId, ComponentStatus status, boolean changed) {}

    final SimNetwork network;
    final MediaWorkers workers;
    final List<DtmfEvent> dtmf = new ArrayList<>();
    final List<MediaPort> closedPorts = new ArrayList<>();
    final List<EndpointEvent> endpoints = new ArrayList<>();
    final List<ComponentStatus> unauthenticStreams = new ArrayList<>();
    final List<String> failedHandshakes = new ArrayList<>();
    final List<String> failedCalls = new ArrayList<>();
    /** The call whose endpoint event meets an exception. */
    String failOnEndpoint = "";
    private int nextRelayPort = 30000;
    private int nextPeer = 1;

    PlaneFixture() {
        this(1);
    }

    PlaneFixture(long seed) {
        this(seed, 1, MosFormula.CQ);
    }

    PlaneFixture(Handshakes handshakes) {
        this(1, 1, MosFormula.CQ, handshakes);
    }

    PlaneFixture(long seed, int workerCount, MosFormula formula) {
        this(seed, workerCount, formula, TestHandshakes.UNLIMITED);
    }

    private PlaneFixture(long seed, int workerCount, MosFormula formula, Handshakes handshakes) {
        network = new SimNetwork(seed);
        try {
            workers = new MediaWorkers(
                    network,
                    workerCount,
                    MediaWorkers.Threading.STEPPED,
                    network::nowNs,
                    () -> EPOCH_MS + network.nowNs() / MS,
                    new PlaneSettings(formula, new IceSettings("rtpengine-test", false), new SplittableRandom(seed), handshakes),
                    this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets everything that is due happen, and moves the clock by a millisecond, as long as it takes a packet to get through. */
    void settle() {
        run(MS);
    }

    void run(long ns) {
        long until = network.nowNs() + ns;
        while (network.nowNs() < until) {
            network.advance(Math.min(MS / 4, until - network.nowNs()));
            turn();
        }
        turn();
        network.advance(0);
    }

    void turn() {
        try {
            while (workers.doWork() > 0) {
                // Until nothing is left to do.
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    MediaPort port() {
        return port(RELAY_IP);
    }

    MediaPort port(String ip) {
        try {
            return new MediaPort(network.bind(TransportAddress.of(ip, nextRelayPort++)), "default");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new peer with an IP address of its own. */
    SimPeer peer() {
        return network.peer("198.51.100." + nextPeer++, 4000);
    }

    @Override
    public void onDtmf(DtmfEvent event) {
        dtmf.add(event);
    }

    @Override
    public void onPortsClosed(List<MediaPort> ports) {
        closedPorts.addAll(ports);
    }

    @Override
    public void onEndpoint(String callId, ComponentStatus status, boolean changed) {
        if (callId.equals(failOnEndpoint)) {
            throw new IllegalStateException("a defect, for the test");
        }
        endpoints.add(new EndpointEvent(callId, status, changed));
    }

    @Override
    public void onHandshakeFailed(String callId, ComponentStatus status, String reason) {
        failedHandshakes.add(reason);
    }

    @Override
    public void onUnauthenticStream(String callId, ComponentStatus status) {
        unauthenticStreams.add(status);
    }

    @Override
    public void onCallFailed(String callId) {
        failedCalls.add(callId);
    }

    @Override
    public void close() {
        workers.close();
    }
}
