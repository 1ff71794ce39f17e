package dev.patchbay.plane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.net.TransportAddress;
import dev.patchbay.plan.ComponentKind;
import dev.patchbay.plan.ComponentStatus.Cell;
import dev.patchbay.plan.DropReason;
import dev.patchbay.plan.EndpointLearning;
import dev.patchbay.plan.MediaPort;
import dev.patchbay.plan.Sink;
import dev.patchbay.quality.MosFormula;
import dev.patchbay.sim.SimNetwork;
import dev.patchbay.sim.SimPeer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** One scenario of {@link MediaPlaneSimulationTest}: what happens is drawn from the seed, what must hold is checked as it happens. */
final class SimulatedTraffic {

    private static final long MS = PlaneFixture.MS;
    private static final int STEPS = 500;
    private static final long STEP_NS = 10 * MS;
    private static final int MAX_CALLS = 4;

    /** A party's component with all that may be known of it. */
    private final class Side {
        final SimCall call;
        final ComponentDraft draft;
        final int sinkIndex;
        final Set<TransportAddress> allowed = new HashSet<>();
        SimPeer phone;
        /** Where nothing may be sent until {@link #forbiddenUntilNs}. */
        TransportAddress forbidden;
        long forbiddenUntilNs;

        Side(SimCall call, ComponentDraft draft, int sinkIndex, SimPeer phone) {
            this.call = call;
            this.draft = draft;
            this.sinkIndex = sinkIndex;
            this.phone = phone;
        }
    }

    private final class SimCall {
        final TestCall call;
        final List<Side> sides = new ArrayList<>();

        SimCall(TestCall call) {
            this.call = call;
            sides.add(new Side(this, call.a, 2, call.aPhone));
            sides.add(new Side(this, call.aRtcp, 3, call.aPhoneRtcp));
            sides.add(new Side(this, call.b, 0, call.bPhone));
            sides.add(new Side(this, call.bRtcp, 1, call.bPhoneRtcp));
            for (Side side : sides) {
                side.allowed.add(side.phone.address());
                byLocalAddress.put(side.draft.local(), side);
            }
        }
    }

    private final SplittableRandom random;
    private final PlaneFixture plane;
    private final Map<TransportAddress, Side> byLocalAddress = new HashMap<>();
    private final Map<ByteBuffer, Side> origins = new HashMap<>();
    private final List<SimCall> calls = new ArrayList<>();
    private final List<ComponentDraft> all = new ArrayList<>();
    private final Set<MediaPort> bound = new HashSet<>();
    private int nextCall;
    private long unique;
    private long taken;
    private long relayed;
    private long probes;
    private long moves;

    SimulatedTraffic(long seed) {
        random = new SplittableRandom(seed);
        plane = new PlaneFixture(random.nextLong(), random.nextInt(1, 4), MosFormula.CQ);
        plane.network.setConditions(
                random.nextDouble() * 0.2, random.nextDouble() * 0.2, MS, MS + random.nextLong(1, 60) * MS);
        plane.network.tapArrivals(this::onArrival);
        plane.network.tapRelay(this::onRelaySends);
    }

    long relayedPackets() {
        return relayed;
    }

    long moves() {
        return moves;
    }

    void run() {
        newCall();
        for (int step = 0; step < STEPS; step++) {
            for (SimCall call : List.copyOf(calls)) {
                step(call);
            }
            if (calls.size() < MAX_CALLS && random.nextInt(60) == 0) {
                newCall();
            }
            plane.network.advance(STEP_NS);
            plane.turn();
        }
        plane.run(200 * MS);
        checkCounters();
        plane.close();
        assertThat(plane.failedCalls).isEmpty();
        assertThat(plane.workers.totals().failures()).isZero();
        assertThat(plane.closedPorts).as("each port is reported once").doesNotHaveDuplicates();
        assertThat(Set.copyOf(plane.closedPorts)).isEqualTo(bound);
        assertThat(plane.network.boundSockets()).isZero();
    }

    private void newCall() {
        TestCall call = new TestCall(plane, "sim-" + nextCall++);
        EndpointLearning learning = pick(EndpointLearning.values());
        boolean muxA = random.nextInt(4) == 0;
        for (ComponentDraft draft : call.drafts()) {
            draft.learning = learning;
            draft.strictSource = random.nextInt(5) == 0;
            draft.mediaHandover = random.nextInt(8) == 0;
            draft.natWait = random.nextInt(8) == 0;
            draft.pierceNat = random.nextInt(8) == 0;
            draft.unidirectional = random.nextInt(8) == 0;
            draft.clockRate(0, 8000);
            all.add(draft);
            bound.addAll(draft.ports);
        }
        if (muxA) {
            call.a.sinks.set(0, new Sink(2, 3, false));
        }
        calls.add(new SimCall(call));
        call.signal();
    }

    private void step(SimCall call) {
        for (Side side : call.sides) {
            if (random.nextInt(3) > 0) {
                send(call, side, side.phone.address());
            }
        }
        switch (random.nextInt(80)) {
            case 0 -> move(call, pick(call.sides));
            case 1 -> rebind(pick(call.sides));
            case 2 -> call.call.signal();
            case 3 -> call.call.applyAgain();
            case 4 -> changePort(call, pick(call.sides));
            case 5 -> hold(call, pick(call.sides));
            case 6, 7, 8 -> junk(call);
            case 9 -> {
                Side side = pick(call.sides);
                side.draft.dropTraffic = !side.draft.dropTraffic;
                call.call.applyAgain();
            }
            case 10 -> {
                if (random.nextInt(4) == 0) {
                    calls.remove(call);
                    plane.workers.remove(call.call.callId);
                    plane.turn();
                }
            }
            default -> {}
        }
    }

    private void send(SimCall call, Side side, TransportAddress source) {
        byte[] packet = side.draft.kind == ComponentKind.RTP && random.nextInt(20) > 0
                ? Packets.rtp(0, false, (int) unique, (int) unique * 160, call.hashCode(), uniqueBytes(random.nextInt(16, 172)))
                : rtcp();
        transmit(side, source, packet);
    }

    private byte[] rtcp() {
        unique++;
        int high = (int) (unique >>> 32);
        int low = (int) unique;
        return switch (random.nextInt(3)) {
            case 0 -> Packets.rtcp(200, 0, random.nextInt(), high, low, random.nextInt(), 0, 0);
            case 1 -> Packets.rtcp(201, 1, random.nextInt(), high, low, random.nextInt(), random.nextInt(), 0, 0);
            default -> Packets.join(
                    Packets.rtcp(201, 0, random.nextInt()), Packets.rtcp(204, 0, high, low, random.nextInt()));
        };
    }

    private byte[] uniqueBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        ByteBuffer.wrap(bytes).putLong(0, unique++);
        return bytes;
    }

    private void transmit(Side side, TransportAddress source, byte[] packet) {
        origins.put(ByteBuffer.wrap(packet.clone()), side);
        plane.network.inject(source, side.draft.local(), packet);
    }

    /** A re-INVITE: the party is at another address from now on, and its old socket may still send. */
    private void move(SimCall call, Side side) {
        TransportAddress former = side.draft.status.endpoint();
        SimPeer old = side.phone;
        side.phone = plane.peer();
        side.draft.signalled = side.phone.address();
        side.allowed.add(side.phone.address());
        for (int i = random.nextInt(20); i > 0; i--) {
            send(call, side, old.address());
        }
        call.call.signal();
        side.forbidden = former;
        side.forbiddenUntilNs = plane.network.nowNs() + EndpointLearner.WINDOW_NS;
        moves++;
    }

    /** The NAT in front of the party gives it another address; the SDP knows nothing of it. */
    private void rebind(Side side) {
        side.phone = plane.peer();
    }

    private void changePort(SimCall call, Side side) {
        MediaPort port = plane.port();
        bound.add(port);
        side.draft.ports.set(0, port);
        byLocalAddress.put(port.local(), side);
        call.call.signal();
    }

    private void hold(SimCall call, Side side) {
        side.draft.signalled = TransportAddress.of("0.0.0.0", side.phone.address().port());
        side.forbidden = null;
        call.call.signal();
        assertThat(side.draft.status.endpoint()).isNull();
        side.draft.signalled = side.phone.address();
        side.allowed.add(side.phone.address());
        call.call.signal();
    }

    private void junk(SimCall call) {
        Side side = pick(call.sides);
        byte[] bytes = uniqueBytes(random.nextInt(16, 300));
        if (random.nextBoolean()) {
            // With the look of RTP or RTCP, and the unique part moved behind the header.
            bytes = Packets.join(new byte[] {(byte) (0x80 | random.nextInt(64)), (byte) random.nextInt(256)}, bytes);
        }
        TransportAddress source = switch (random.nextInt(3)) {
            case 0 -> side.phone.address();
            case 1 -> pick(call.sides).draft.local();
            default -> plane.peer().address();
        };
        transmit(side, source, bytes);
    }

    private void onArrival(SimNetwork.Packet packet) {
        Side side = byLocalAddress.get(packet.target());
        taken++;
        side.allowed.add(packet.source());
        if (packet.source().equals(side.forbidden) && origins.get(ByteBuffer.wrap(packet.bytes())) == side
                && packet.source().equals(side.phone.address())) {
            // The phone went back to that address by itself.
            side.forbidden = null;
        }
    }

    private void onRelaySends(SimNetwork.Packet packet) {
        Side from = byLocalAddress.get(packet.source());
        assertThat(from).as("sent from a port of a call").isNotNull();
        assertThat(from.allowed).as("target was signalled for, or seen on, this very component").contains(packet.target());
        if (from.forbidden != null && plane.network.nowNs() < from.forbiddenUntilNs && !from.draft.mediaHandover) {
            assertThat(packet.target()).as("the former address after a re-INVITE").isNotEqualTo(from.forbidden);
        }
        if (packet.bytes().length == 0) {
            probes++;
            return;
        }
        relayed++;
        Side origin = origins.get(ByteBuffer.wrap(packet.bytes()));
        assertThat(origin).as("relayed as it was sent").isNotNull();
        assertThat(origin.call).as("call of the packet").isSameAs(from.call);
        assertThat(origin.sinkIndex / 2).as("party it is meant for").isEqualTo(from.call.sides.indexOf(from) / 2);
    }

    private void checkCounters() {
        long packets = sum(Cell.PACKETS);
        long drops = 0;
        long trafficDropped = 0;
        for (ComponentDraft draft : all) {
            for (DropReason reason : DropReason.values()) {
                drops += reason == DropReason.TRAFFIC_DROPPED ? 0 : draft.status.drops(reason);
            }
            trafficDropped += draft.status.drops(DropReason.TRAFFIC_DROPPED);
        }
        MediaTotals totals = plane.workers.totals();
        assertThat(packets + trafficDropped).as("every datagram taken is counted").isEqualTo(taken);
        assertThat(packets).as("what was received was sent or dropped for a reason").isEqualTo(relayed + drops);
        assertThat(sum(Cell.PACKETS_SENT)).as("sent, by component").isEqualTo(relayed);
        assertThat(totals.packets()).as("sent, by worker").isEqualTo(relayed);
        assertThat(totals.errors()).isEqualTo(sum(Cell.ERRORS));
        assertThat(totals.strayPackets()).isZero();
        assertThat(totals.sendErrors()).isZero();
        assertThat(probes).isLessThanOrEqualTo((long) NatPiercer.MAX_PROBES * (all.size() + moves + STEPS));
    }

    private long sum(Cell cell) {
        return all.stream().mapToLong(draft -> draft.get(cell)).sum();
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private <T> T pick(T[] from) {
        return from[random.nextInt(from.length)];
    }
}
