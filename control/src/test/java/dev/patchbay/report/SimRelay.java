package dev.patchbay.report;

import dev.patchbay.call.Call;
import dev.patchbay.call.CallControl;
import dev.patchbay.call.CallReport;
import dev.patchbay.call.CallSettings;
import dev.patchbay.call.EndedCall;
import dev.patchbay.call.LoadLimitException;
import dev.patchbay.call.SystemLoad;
import dev.patchbay.ice.IceSettings;
import dev.patchbay.negotiate.EngineSettings;
import dev.patchbay.negotiate.OfferAnswerEngine;
import dev.patchbay.negotiate.SecuritySettings;
import dev.patchbay.net.IpAddress;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.ngvalue.NgList;
import dev.patchbay.ngwire.CommandException;
import dev.patchbay.ngwire.NgCommand;
import dev.patchbay.ngwire.NgRequestReader;
import dev.patchbay.plan.ComponentStatus;
import dev.patchbay.plan.MediaPort;
import dev.patchbay.plane.DtmfEvent;
import dev.patchbay.plane.MediaEvents;
import dev.patchbay.plane.MediaWorkers;
import dev.patchbay.plane.PlaneSettings;
import dev.patchbay.port.Interfaces;
import dev.patchbay.port.LocalInterface;
import dev.patchbay.port.PortAllocator;
import dev.patchbay.port.PortPool;
import dev.patchbay.quality.MosFormula;
import dev.patchbay.sim.SimNetwork;
import dev.patchbay.sim.SimPeer;
import dev.patchbay.sim.TestHandshakes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** The relay from its commands to its media worker on a simulated network, stepped by the test. */
public final class SimRelay implements MediaEvents, AutoCloseable {

    static final long MS = 1_000_000L;
    static final long SECOND = 1_000_000_000L;
    static final TransportAddress CLIENT = TransportAddress.of("127.0.0.1", 50279);

    /** 2026-11-21T22:12:54Z, at the network's time 0. */
    private static final long EPOCH_US = 1_795_299_174_000_000L;

    private static final int FIRST_PORT = 40000;
    private static final int LAST_PORT = 41000;

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

    public final SimNetwork network = new SimNetwork(1);
    final List<EndedCall> ended = new ArrayList<>();
    final List<DtmfEvent> dtmf = new ArrayList<>();
    final CallControl calls;
    /** What is done at once when a call ends, before its ports close. */
    Consumer<EndedCall> onEnd = _ -> {};

    private final MediaWorkers workers;
    private final PortAllocator ports;

    public SimRelay() {
        this("default/127.0.0.1", "default/fd00::1");
    }

    /** @param interfaces {@code NAME/ADDRESS[!ADVERTISED]} */
    public SimRelay(String... interfaces) {
        try {
            workers = new MediaWorkers(
                    network,
                    1,
                    MediaWorkers.Threading.STEPPED,
                    network::nowNs,
                    () -> epochUs() / 1000,
                    new PlaneSettings(MosFormula.CQ, new IceSettings("rtpengine-test", false), new SplittableRandom(1), TestHandshakes.UNLIMITED),
                    this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Interfaces all = new Interfaces(List.of(interfaces).stream().map(this::local).toList());
        ports = new PortAllocator(network, all, 0);
        OfferAnswerEngine engine =
                new OfferAnswerEngine(new EngineSettings(false, false, "0123456789abcdef", new SecuritySettings(new Random(1), false, false, TestHandshakes::fingerprint)), all, ports::allocate, ports::abandon, new SplittableRandom(2));
        calls = new CallControl(engine, workers, new CallSettings(), IDLE, 0, this::ended, this::epochUs);
    }

    private LocalInterface local(String spec) {
        String[] nameAndRest = spec.split("/", 2);
        String[] addresses = nameAndRest[1].split("!", 2);
        IpAddress bind = IpAddress.literal(addresses[0]);
        PortPool pool = new PortPool(bind, FIRST_PORT, LAST_PORT, Set.of(), network::nowNs, new SplittableRandom(7));
        return new LocalInterface(nameAndRest[0], bind, IpAddress.literal(addresses[addresses.length - 1]), pool);
    }

    private void ended(EndedCall call) {
        ended.add(call);
        onEnd.accept(call);
    }

    public long epochUs() {
        return EPOCH_US + network.nowNs() / 1000;
    }

    /** @param more further keys and values; lists are written {@code [a,b]} */
    String offer(String callId, String fromTag, String sdp, String... more) {
        return signal(request("offer", callId, more).put("from-tag", fromTag).put("sdp", sdp).build());
    }

    String answer(String callId, String fromTag, String toTag, String sdp, String... more) {
        return signal(request("answer", callId, more)
                .put("from-tag", fromTag)
                .put("to-tag", toTag)
                .put("sdp", sdp)
                .build());
    }

    void delete(String callId, String... more) {
        signal(request("delete", callId, more).build());
    }

    private static NgDict.Builder request(String command, String callId, String... more) {
        NgDict.Builder request = NgDict.builder().put("command", command).put("call-id", callId);
        for (int i = 0; i < more.length; i += 2) {
            String value = more[i + 1];
            if (value.startsWith("[")) {
                request.put(more[i], NgList.ofStrings(List.of(value.substring(1, value.length() - 1).split(","))));
            } else {
                request.put(more[i], value);
            }
        }
        return request;
    }

    private String signal(NgDict request) {
        try {
            String sdp =
                    switch (NgRequestReader.read(request).command()) {
                        case NgCommand.Offer offer -> calls.offer(offer, CLIENT);
                        case NgCommand.Answer answer -> calls.answer(answer);
                        case NgCommand.Delete delete -> calls.delete(delete).map(_ -> "").orElseThrow();
                        default -> throw new IllegalArgumentException("not here: " + request);
                    };
            turn();
            return sdp;
        } catch (CommandException | LoadLimitException e) {
            throw new IllegalStateException(e);
        }
    }

    public Call call(String callId) {
        return calls.registry().find(callId).orElseThrow();
    }

    /** As for an operator, but without waiting for the worker's RTCP statistics. */
    public CallReport report(String callId) {
        Call call = call(callId);
        return new CallReport(call, call.state(), call.state().participants(), List.of());
    }

    /** Lets time pass in small steps. */
    void run(long ns) {
        long until = network.nowNs() + ns;
        while (network.nowNs() < until) {
            network.advance(Math.min(MS, until - network.nowNs()));
            turn();
        }
    }

    /** Lets much time pass in which nothing is sent. */
    void skip(long ns) {
        network.advance(ns);
        turn();
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

    /** Sends one datagram and lets it arrive. */
    void send(SimPeer from, TransportAddress to, byte[] bytes) {
        from.send(to, bytes);
        run(2 * MS);
    }

    /** A talk spurt: as many packets of 20 ms as fit into the time. */
    void talk(SimPeer from, TransportAddress to, int payloadType, int ssrc, long ns) {
        for (int i = 0; i < ns / (20 * MS); i++) {
            from.send(to, rtp(payloadType, i, i * 160, ssrc));
            run(20 * MS);
        }
    }

    static byte[] rtp(int payloadType, int sequenceNumber, int timestamp, int ssrc) {
        return ByteBuffer.allocate(172)
                .put((byte) 0x80)
                .put((byte) payloadType)
                .putShort((short) sequenceNumber)
                .putInt(timestamp)
                .putInt(ssrc)
                .array();
    }

    /** The last packet of a telephone-event (RFC 4733). */
    static byte[] dtmfEnd(int payloadType, int timestamp, int ssrc, int event, int volume, int durationTicks) {
        return ByteBuffer.allocate(16)
                .put((byte) 0x80)
                .put((byte) payloadType)
                .putShort((short) 100)
                .putInt(timestamp)
                .putInt(ssrc)
                .put((byte) event)
                .put((byte) (0x80 | volume))
                .putShort((short) durationTicks)
                .array();
    }

    /** An SDP with PCMU, PCMA and telephone-event in each section; further sections two ports up. */
    static String sdp(String ip, int port, String... media) {
        String family = ip.indexOf(':') >= 0 ? "IP6 " : "IP4 ";
        StringBuilder sdp = new StringBuilder("v=0\r\no=- 1 1 IN " + family + ip + "\r\ns=-\r\nc=IN " + family + ip
                + "\r\nt=0 0\r\n");
        List<String> types = media.length == 0 ? List.of("audio") : List.of(media);
        for (int i = 0; i < types.size(); i++) {
            sdp.append("m=" + types.get(i) + " " + (port == 0 ? 0 : port + 2 * i)
                    + " RTP/AVP 0 8 101\r\na=rtpmap:101 telephone-event/8000\r\n");
        }
        return sdp.toString();
    }

    /** Where an SDP says that its n-th section is. */
    static TransportAddress media(String sdp, int section) {
        String ip = sdp.lines().filter(l -> l.startsWith("c=")).findFirst().orElseThrow().split(" ")[2];
        String port = sdp.lines().filter(l -> l.startsWith("m=")).skip(section).findFirst().orElseThrow().split(" ")[1];
        return TransportAddress.of(ip, Integer.parseInt(port.split("/")[0]));
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
}
