package dev.patchbay.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.call.CallControl;
import dev.patchbay.call.CallSettings;
import dev.patchbay.call.SystemLoad;
import dev.patchbay.door.CookieCache;
import dev.patchbay.log.LogLevels;
import dev.patchbay.metrics.ControlTally;
import dev.patchbay.negotiate.EngineSettings;
import dev.patchbay.negotiate.OfferAnswerEngine;
import dev.patchbay.negotiate.SecuritySettings;
import dev.patchbay.net.IpAddress;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.ng.NgExchange;
import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.port.Interfaces;
import dev.patchbay.port.LocalInterface;
import dev.patchbay.port.PortAllocator;
import dev.patchbay.port.PortPool;
import dev.patchbay.sim.FakeMedia;
import dev.patchbay.sim.TestHandshakes;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** A relay from ng messages to a media plane without a network; silent while it lives. */
final class SignallingRelay implements AutoCloseable {

    static final String IP = "192.0.2.1";
    static final TransportAddress CLIENT = TransportAddress.of("127.0.0.1", 5555);
    static final String STATISTICS = "statistics of the test";

    private static final long EPOCH_US = 1_700_000_000_000_000L;
    private static final int MAX_REPLY_BYTES = 65_507;

    final FakeMedia media = new FakeMedia();
    final CallSettings settings = new CallSettings();
    final PortPool pool;
    final CallControl calls;
    final CommandDispatcher dispatcher;
    final EndpointDispatcher endpoints;
    private final NgExchange exchange;

    /** How busy the host seems. */
    volatile double loadAverage;

    SignallingRelay() {
        LogLevels.ofProcess().setAll(-1);
        IpAddress address = IpAddress.literal(IP);
        pool = new PortPool(address, 30000, 39999, Set.of(), media::nowNs, new SplittableRandom(7));
        Interfaces interfaces = new Interfaces(List.of(new LocalInterface("default", address, address, pool)));
        PortAllocator ports = new PortAllocator(media, interfaces, 0);
        media.onPortsClosed(ports::released);
        OfferAnswerEngine engine = new OfferAnswerEngine(
                new EngineSettings(false, false, "0123456789ab", new SecuritySettings(new Random(1), false, false, TestHandshakes::fingerprint)), interfaces, ports::allocate, ports::abandon, new SplittableRandom(2));
        calls = new CallControl(engine, media, settings, new Load(), 0, _ -> {}, this::nowUs);
        StreamFigures figures = new StreamFigures(media::nowNs, this::nowUs);
        dispatcher = new CommandDispatcher(
                calls,
                new CallReportWriter(figures),
                () -> NgDict.builder().put("about", STATISTICS).build());
        endpoints = new EndpointDispatcher(calls, media::nowNs);
        exchange = new NgExchange(dispatcher, new CookieCache(media::nowNs), new ControlTally(), media::nowNs);
    }

    private final class Load implements SystemLoad {
        @Override
        public double loadAverage() {
            return loadAverage;
        }

        @Override
        public double cpuPercent() {
            return 0;
        }

        @Override
        public long bytesPerSecond() {
            return 0;
        }
    }

    private long nowUs() {
        return EPOCH_US + TimeUnit.NANOSECONDS.toMicros(media.nowNs());
    }

    /** The reply to a request, without the way there. */
    NgDict ask(NgDict.Builder request) {
        return dispatcher.dispatch(request.build(), CLIENT);
    }

    /** The reply to a message as it came from the network. */
    String ask(String message) {
        return new String(exchange.answer(message.getBytes(UTF_8), CLIENT, MAX_REPLY_BYTES).orElseThrow(), UTF_8);
    }

    static String sdp(String ip, int port) {
        return "v=0\r\no=- 1 1 IN IP4 " + ip + "\r\ns=-\r\nc=IN IP4 " + ip + "\r\nt=0 0\r\nm=audio " + port
                + " RTP/AVP 0\r\n";
    }

    static NgDict.Builder offer(String callId) {
        return NgDict.builder()
                .put("command", "offer")
                .put("call-id", callId)
                .put("from-tag", "a")
                .put("sdp", sdp("198.51.100.1", 4000));
    }

    static NgDict.Builder answer(String callId) {
        return NgDict.builder()
                .put("command", "answer")
                .put("call-id", callId)
                .put("from-tag", "a")
                .put("to-tag", "b")
                .put("sdp", sdp("198.51.100.2", 4000));
    }

    static NgDict.Builder delete(String callId) {
        return NgDict.builder().put("command", "delete").put("call-id", callId).put("delete-delay", 0);
    }

    @Override
    public void close() {
        LogLevels.ofProcess().setDefaults(LogLevels.DEFAULT_LEVEL);
    }
}
