package dev.patchbay.ice;

import dev.patchbay.net.TransportAddress;
import dev.patchbay.stun.StunDigest;
import dev.patchbay.stun.StunView;
import dev.patchbay.stun.StunWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Two agents on a virtual clock, and between them a network that loses, delays and doubles messages, with a NAT in front of either. */
final class IceSimulation {

    static final long MS = 1_000_000L;
    static final long SECOND = 1_000 * MS;

    final SplittableRandom random;
    long nowNs = SECOND;
    double loss;
    double duplication;
    long maxDelayNs = MS;
    boolean isCut;
    int delivered;

    private final PriorityQueue<Flight> flights =
            new PriorityQueue<>(Comparator.comparingLong(Flight::atNs).thenComparingLong(Flight::number));
    private final List<Node> nodes = new ArrayList<>();
    private final StunDigest digest = new StunDigest();
    private final StunView view = new StunView(digest);
    private long nextNumber;

    private record Flight(long atNs, long number, TransportAddress source, TransportAddress target, byte[] bytes) {}

    IceSimulation(long seed) {
        random = new SplittableRandom(seed);
    }

    /** A NAT: mappings that depend on the destination or not, and let in only who was sent to. */
    static final class Nat {
        final String externalIp;
        final boolean isSymmetric;
        private final Map<String, TransportAddress> mappings = new HashMap<>();
        private final Map<TransportAddress, TransportAddress> bases = new HashMap<>();
        private final Set<String> permitted = new HashSet<>();
        private int nextPort = 60000;

        Nat(String externalIp, boolean isSymmetric) {
            this.externalIp = externalIp;
            this.isSymmetric = isSymmetric;
        }

        TransportAddress outbound(TransportAddress base, TransportAddress target) {
            TransportAddress mapping = mappings.computeIfAbsent(
                    isSymmetric ? base + ">" + target : base.toString(), _ -> TransportAddress.of(externalIp, nextPort++));
            bases.put(mapping, base);
            permitted.add(mapping + "<" + target);
            return mapping;
        }

        @Nullable TransportAddress inbound(TransportAddress source, TransportAddress target) {
            return permitted.contains(target + "<" + source) ? bases.get(target) : null;
        }

        /** It forgets everything: the next packets come from other ports. */
        void rebind() {
            mappings.clear();
            bases.clear();
            permitted.clear();
        }
    }

    final class Node implements IceListener {
        final @Nullable Nat nat;
        IceSetup setup;
        final IceAgent agent;
        final Map<Integer, TransportAddress> remotes = new HashMap<>();
        final Map<Integer, LocalCandidate> locals = new HashMap<>();
        final Map<Integer, Boolean> selected = new HashMap<>();
        final Map<Integer, Boolean> consent = new HashMap<>();
        final List<IceState> states = new ArrayList<>();
        int sent;

        Node(IceSetup setup, @Nullable Nat nat) {
            this.setup = setup;
            this.nat = nat;
            this.agent = new IceAgent(new CheckMessages(digest, "rtpengine-test"), random, this, setup, nowNs);
            nodes.add(this);
        }

        void configure(IceSetup next) {
            setup = next;
            agent.configure(next, nowNs);
        }

        @Override
        public void send(LocalCandidate from, TransportAddress target, StunWriter message) {
            sent++;
            byte[] bytes = new byte[message.length()];
            message.copyTo(ByteBuffer.wrap(bytes));
            TransportAddress source = nat == null ? from.base() : nat.outbound(from.base(), target);
            fly(source, target, bytes);
        }

        @Override
        public void onPair(int component, LocalCandidate local, TransportAddress remote, boolean isSelected) {
            locals.put(component, local);
            remotes.put(component, remote);
            selected.put(component, isSelected);
        }

        @Override
        public void onState(IceState former, IceState now) {
            states.add(now);
        }

        @Override
        public void onConsent(int component, boolean isGiven) {
            consent.put(component, isGiven);
        }

        @Override
        public String toString() {
            return setup.mode() + " " + agent.role() + " " + states + " to " + remotes + (nat == null ? "" : " behind a NAT");
        }

        /** Where media from this node appears to come from. */
        TransportAddress mediaSource(int component) {
            LocalCandidate local = locals.get(component);
            return nat == null ? local.base() : nat.outbound(local.base(), remotes.get(component));
        }
    }

    /** Puts a message on its way, or loses it. */
    void fly(TransportAddress source, TransportAddress target, byte[] bytes) {
        int copies = random.nextDouble() < duplication ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            if (!isCut && random.nextDouble() >= loss) {
                flights.add(new Flight(nowNs + 1 + random.nextLong(maxDelayNs), nextNumber++, source, target, bytes));
            }
        }
    }

    /** Until the time is over. */
    void run(long durationNs) {
        long endNs = nowNs + durationNs;
        int steps = 0;
        while (true) {
            if (++steps > 1_000_000) {
                throw new AssertionError("the agents do not come to rest");
            }
            long nextNs = flights.isEmpty() ? Long.MAX_VALUE : flights.peek().atNs();
            Node due = null;
            for (Node node : nodes) {
                if (node.agent.nextTimerNs() < nextNs) {
                    nextNs = node.agent.nextTimerNs();
                    due = node;
                }
            }
            if (nextNs > endNs) {
                nowNs = endNs;
                return;
            }
            nowNs = Math.max(nowNs, nextNs);
            if (due != null) {
                due.agent.onTimer(nowNs);
            } else {
                deliver(flights.remove());
            }
        }
    }

    private void deliver(Flight flight) {
        for (Node node : nodes) {
            TransportAddress base = node.nat == null ? flight.target() : node.nat.inbound(flight.source(), flight.target());
            LocalCandidate local = base == null ? null : node.agent.localCandidate(base);
            if (local != null) {
                delivered++;
                ByteBuffer bytes = ByteBuffer.wrap(flight.bytes());
                if (view.wrap(bytes, bytes.capacity())) {
                    node.agent.onMessage(view, local, source(flight.source()), nowNs);
                }
            }
        }
    }

    static StunSource source(TransportAddress address) {
        return new StunSource() {
            @Override
            public boolean is(TransportAddress other) {
                return address.equals(other);
            }

            @Override
            public TransportAddress copy() {
                return address;
            }
        };
    }
}
