package dev.patchbay.command;

import dev.patchbay.call.CallControl;
import dev.patchbay.call.CallSettings;
import dev.patchbay.call.SystemLoad;
import dev.patchbay.ice.IceSettings;
import dev.patchbay.negotiate.EngineSettings;
import dev.patchbay.negotiate.OfferAnswerEngine;
import dev.patchbay.negotiate.SecuritySettings;
import dev.patchbay.net.IpAddress;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.plan.ComponentStatus;
import dev.patchbay.plan.ForwardingPlan;
import dev.patchbay.plan.MediaPort;
import dev.patchbay.plane.DtmfEvent;
import dev.patchbay.plane.MediaEvents;
import dev.patchbay.plane.MediaPlane;
import dev.patchbay.plane.MediaTotals;
import dev.patchbay.plane.MediaWorkers;
import dev.patchbay.plane.PlaneSettings;
import dev.patchbay.port.Interfaces;
import dev.patchbay.port.LocalInterface;
import dev.patchbay.port.PortAllocator;
import dev.patchbay.port.PortPool;
import dev.patchbay.quality.MosFormula;
import dev.patchbay.quality.SsrcReport;
import dev.patchbay.sim.SimNetwork;
import dev.patchbay.sim.SimPeer;
import dev.patchbay.sim.TestHandshakes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/**
 * One call from ng requests to packets: everything between the dispatcher and the sockets is real, the network and its time are
 * simulated. The caller is 198.51.100.1:4000, the callee 198.51.100.2:5000.
 */
final class SimulatedCall implements MediaEvents, AutoCloseable {

    static final long SECOND_NS = 1_000_000_000L;
    static final String RELAY_IP = "192.0.2.1";
    static final String RELAY_IP6 = "2001:db8::1";
    static final int CONFIGURED_TOS = 32;

    private static final long STEP_NS = 250_000;
    private static final TransportAddress CLIENT = TransportAddress.of("127.0.0.1", 5555);
    private static final SystemLoad IDLE = new SystemLoad() {
        @Override
        public double loadAverage() {
            return 0;
        }

        @Override
        public double cpuPercent() {
            return 0;
        }

        @Override
        public long bytesPerSecond() {
            return 0;
        }
    };

    final SimNetwork network = new SimNetwork(1);
    final SimPeer caller = network.peer("198.51.100.1", 4000);
    final SimPeer callee = network.peer("198.51.100.2", 5000);
    final List<DtmfEvent> dtmf = new ArrayList<>();
    final CallControl calls;

    private final MediaWorkers workers;
    private final PortAllocator ports;
    private final CommandDispatcher dispatcher;

    SimulatedCall() {
        try {
            workers = new MediaWorkers(
                    network, 1, MediaWorkers.Threading.STEPPED, network::nowNs, this::epochMs, new PlaneSettings(MosFormula.CQ, new IceSettings("rtpengine-test", false), new SplittableRandom(1), TestHandshakes.UNLIMITED), this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Interfaces interfaces = new Interfaces(
                List.of(local("default", RELAY_IP), local("default", RELAY_IP6), local("inner", "192.0.2.2")));
        ports = new PortAllocator(network, interfaces, CONFIGURED_TOS);
        OfferAnswerEngine engine = new OfferAnswerEngine(
                new EngineSettings(false, false, "0123456789abcdef", new SecuritySettings(new Random(1), false, false, TestHandshakes::fingerprint)), interfaces, ports::allocate, ports::abandon, new SplittableRandom(2));
        calls = new CallControl(
                engine, new SteppedPlane(), new CallSettings(), IDLE, CONFIGURED_TOS, _ -> {}, () -> 1000 * epochMs());
        dispatcher = new CommandDispatcher(
                calls, new CallReportWriter(new StreamFigures(network::nowNs, () -> 1000 * epochMs())), NgDict::empty);
    }

    private long epochMs() {
        return 1_700_000_000_000L + network.nowNs() / 1_000_000;
    }

    private LocalInterface local(String name, String ip) {
        IpAddress address = IpAddress.literal(ip);
        PortPool pool = new PortPool(address, 30000, 30999, Set.of(), network::nowNs, new SplittableRandom(7));
        return new LocalInterface(name, address, address, pool);
    }

    /** Offer of the caller with these further keys, and a plain answer. Returns where each party finds the relay. */
    Relayed connect(NgDict.Builder offerKeys) {
        return connect(offerKeys, NgDict.builder());
    }

    Relayed connect(NgDict.Builder offerKeys, NgDict.Builder answerKeys) {
        return connect(offerKeys, audio(caller.address()), answerKeys, audio(callee.address()));
    }

    Relayed connect(NgDict.Builder offerKeys, String offer, NgDict.Builder answerKeys, String answer) {
        RelayAddresses towardsCallee = RelayAddresses.in(offer(offerKeys, offer));
        RelayAddresses towardsCaller = RelayAddresses.in(answer(answerKeys, answer));
        return new Relayed(towardsCaller, towardsCallee);
    }

    String offer(NgDict.Builder keys, String sdp) {
        return sdp(request(keys.put("command", "offer").put("sdp", sdp)));
    }

    String answer(NgDict.Builder keys, String sdp) {
        return sdp(request(keys.put("command", "answer").put("to-tag", "b").put("sdp", sdp)));
    }

    /** Any request about the call. */
    NgDict request(NgDict.Builder keys) {
        NgDict reply = dispatcher.dispatch(keys.put("call-id", "call").put("from-tag", "a").build(), CLIENT);
        settle();
        return reply;
    }

    private static String sdp(NgDict reply) {
        return reply.string("sdp").orElseThrow(() -> new AssertionError("no SDP in " + reply));
    }

    static String audio(TransportAddress media) {
        return audio(media, "RTP/AVP", "");
    }

    /** @param lines further lines of the section, each ended by CRLF */
    static String audio(TransportAddress media, String protocol, String lines) {
        String address = media.family().sdpName() + " " + media.ip();
        return "v=0\r\no=- 1 1 IN " + address + "\r\ns=-\r\nc=IN " + address + "\r\nt=0 0\r\nm=audio " + media.port() + " " + protocol
                + " 0 101\r\na=rtpmap:101 telephone-event/8000\r\n" + lines;
    }

    /** Lets arrive what is under way. */
    void settle() {
        run(4 * STEP_NS);
    }

    void run(long ns) {
        long until = network.nowNs() + ns;
        while (network.nowNs() < until) {
            network.advance(Math.min(STEP_NS, until - network.nowNs()));
            turn();
        }
        network.advance(0);
    }

    private void turn() {
        try {
            while (workers.doWork() > 0) {
                // Until nothing is left to do.
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void onDtmf(DtmfEvent event) {
        dtmf.add(event);
    }

    @Override
    public void onPortsClosed(List<MediaPort> closed) {
        ports.released(closed);
    }

    @Override
    public void onEndpoint(String callId, ComponentStatus status, boolean changed) {}

    @Override
    public void close() {
        workers.close();
    }

    /** Where each party finds the relay. */
    record Relayed(RelayAddresses towardsCaller, RelayAddresses towardsCallee) {}

    /** Steps the workers whenever somebody waits for them. */
    private final class SteppedPlane implements MediaPlane {

        @Override
        public void apply(ForwardingPlan plan) {
            workers.apply(plan);
            turn();
        }

        @Override
        public void remove(String callId) {
            workers.remove(callId);
            turn();
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
            return network.nowNs();
        }

        @Override
        public void close() {
            workers.close();
        }
    }
}
