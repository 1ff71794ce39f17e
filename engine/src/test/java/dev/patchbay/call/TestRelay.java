package dev.patchbay.call;

import dev.patchbay.linux.datagram.MediaSockets;
import dev.patchbay.log.LogLevels;
import dev.patchbay.negotiate.EngineSettings;
import dev.patchbay.negotiate.OfferAnswerEngine;
import dev.patchbay.negotiate.SecuritySettings;
import dev.patchbay.net.IpAddress;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.ngwire.CommandException;
import dev.patchbay.ngwire.NgCommand;
import dev.patchbay.ngwire.NgRequestReader;
import dev.patchbay.plane.MediaPlane;
import dev.patchbay.port.Interfaces;
import dev.patchbay.port.LocalInterface;
import dev.patchbay.port.PortAllocator;
import dev.patchbay.port.PortPool;
import dev.patchbay.sim.FakeMedia;
import dev.patchbay.sim.TestHandshakes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Calls, engine and ports put together as in the relay, on any media plane; silent while it lives. */
final class TestRelay implements AutoCloseable {

    static final String IP = "192.0.2.1";
    static final String IP6 = "2001:db8::1";
    /** TOS that sockets have unless a call wants another. */
    static final int CONFIGURED_TOS = 0;

    static final TransportAddress CLIENT = TransportAddress.of("127.0.0.1", 5555);

    private static final long EPOCH_US = 1_700_000_000_000_000L;

    final CallSettings settings = new CallSettings();
    final FakeLoad load = new FakeLoad();
    final PortPool pool;
    final PortPool pool6;
    final PortAllocator ports;
    final OfferAnswerEngine engine;
    final CallControl calls;
    final List<EndedCall> ended = Collections.synchronizedList(new ArrayList<>());

    /** How busy the host seems. */
    static final class FakeLoad implements SystemLoad {
        volatile double loadAverage;
        volatile double cpuPercent;
        volatile long bytesPerSecond;

        @Override
        public double loadAverage() {
            return loadAverage;
        }

        @Override
        public double cpuPercent() {
            return cpuPercent;
        }

        @Override
        public long bytesPerSecond() {
            return bytesPerSecond;
        }
    }

    TestRelay(MediaPlane plane, MediaSockets sockets, int portMin, int portMax) {
        LogLevels.ofProcess().setAll(-1);
        pool = pool(IP, plane, portMin, portMax);
        pool6 = pool(IP6, plane, portMin, portMax);
        Interfaces interfaces = new Interfaces(List.of(local(IP, pool), local(IP6, pool6)));
        ports = new PortAllocator(sockets, interfaces, CONFIGURED_TOS);
        engine = new OfferAnswerEngine(
                new EngineSettings(false, false, "0123456789ab", new SecuritySettings(new Random(1), false, false, TestHandshakes::fingerprint)), interfaces, ports::allocate, ports::abandon, new SplittableRandom(2));
        calls = new CallControl(
                engine,
                plane,
                settings,
                load,
                CONFIGURED_TOS,
                ended::add,
                () -> EPOCH_US + TimeUnit.NANOSECONDS.toMicros(plane.nowNs()));
    }

    /** With 10,000 ports for each address. */
    static TestRelay on(FakeMedia media) {
        return on(media, 30000, 39999);
    }

    static TestRelay on(FakeMedia media, int portMin, int portMax) {
        TestRelay relay = new TestRelay(media, media, portMin, portMax);
        media.onPortsClosed(relay.ports::released);
        return relay;
    }

    private static PortPool pool(String ip, MediaPlane plane, int portMin, int portMax) {
        return new PortPool(
                IpAddress.literal(ip), portMin, portMax, Set.of(), plane::nowNs, new SplittableRandom(7));
    }

    private static LocalInterface local(String ip, PortPool pool) {
        return new LocalInterface("default", IpAddress.literal(ip), IpAddress.literal(ip), pool);
    }

    private static <T extends NgCommand> T read(Class<T> kind, NgDict.Builder request) throws CommandException {
        return kind.cast(NgRequestReader.read(request.build()).command());
    }

    String offer(NgDict.Builder request) throws CommandException, LoadLimitException {
        return calls.offer(read(NgCommand.Offer.class, request), CLIENT);
    }

    String offer(String callId, String fromTag, String sdp) throws CommandException, LoadLimitException {
        return offer(Ng.offer(callId, fromTag, sdp));
    }

    String answer(NgDict.Builder request) throws CommandException {
        return calls.answer(read(NgCommand.Answer.class, request));
    }

    String answer(String callId, String fromTag, String toTag, String sdp) throws CommandException {
        return answer(Ng.answer(callId, fromTag, toTag, sdp));
    }

    Optional<DeleteResult> delete(NgDict.Builder request) throws CommandException {
        return calls.delete(read(NgCommand.Delete.class, request));
    }

    /** A call between {@code a} and {@code b}, answered. */
    void connect(String callId) throws CommandException, LoadLimitException {
        offer(callId, "a", Sdp.audio("198.51.100.1", 4000));
        answer(callId, "a", "b", Sdp.audio("198.51.100.2", 4000));
    }

    boolean has(String callId) {
        return calls.registry().find(callId).isPresent();
    }

    CallState state(String callId) {
        return calls.registry().find(callId).orElseThrow().state();
    }

    /** Why the only call that ended so far did. */
    Termination onlyEnd() {
        if (ended.size() != 1) {
            throw new AssertionError("calls ended: " + ended);
        }
        return ended.getFirst().termination();
    }

    int portsInUse() {
        return pool.used() + pool6.used();
    }

    @Override
    public void close() {
        LogLevels.ofProcess().setDefaults(LogLevels.DEFAULT_LEVEL);
    }
}
