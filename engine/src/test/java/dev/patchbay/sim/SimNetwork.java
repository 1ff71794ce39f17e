package dev.patchbay.sim;

import dev.patchbay.linux.datagram.DatagramIo;
import dev.patchbay.linux.datagram.MediaSocket;
import dev.patchbay.linux.datagram.MediaSockets;
import dev.patchbay.net.TransportAddress;
import java.net.BindException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Carries datagrams between the relay's sockets and the test's peers, with loss, duplication, delay and reordering drawn from one
 * seed. Its clock stands still until {@link #advance}. One thread.
 */
public final class SimNetwork implements MediaSockets {

    /** A datagram on its way or arrived. */
    public record Packet(TransportAddress source, TransportAddress target, byte[] bytes) {}

    private record Transit(long atNs, long order, Packet packet) implements Comparable<Transit> {
        @Override
        public int compareTo(Transit other) {
            int byTime = Long.compare(atNs, other.atNs);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final SplittableRandom random;
    private final PriorityQueue<Transit> inTransit = new PriorityQueue<>();
    private final Map<TransportAddress, SimSocket> sockets = new HashMap<>();
    private final Map<TransportAddress, SimPeer> peers = new HashMap<>();
    private final List<Consumer<Packet>> relayTaps = new ArrayList<>();
    private final List<Consumer<Packet>> arrivalTaps = new ArrayList<>();
    private long nowNs = 1_000_000_000L;
    private long order;
    private double loss;
    private double duplication;
    private long minDelayNs;
    private long maxDelayNs;
    private Runnable meanwhile = () -> {};
    private boolean holdsSockets;
    private long lost;
    private long undeliverable;

    public SimNetwork(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Chances 0..1 for each datagram, and the bounds of its delay; a wide range reorders. */
    public void setConditions(double lossChance, double duplicationChance, long fromDelayNs, long toDelayNs) {
        loss = lossChance;
        duplication = duplicationChance;
        minDelayNs = fromDelayNs;
        maxDelayNs = toDelayNs;
    }

    public long nowNs() {
        return nowNs;
    }

    /** Moves the clock and delivers what is due by then. */
    public void advance(long ns) {
        long until = nowNs + ns;
        while (!inTransit.isEmpty() && inTransit.peek().atNs() <= until) {
            Transit next = inTransit.poll();
            nowNs = Math.max(nowNs, next.atNs());
            deliver(next.packet());
        }
        nowNs = until;
    }

    private void deliver(Packet packet) {
        SimSocket socket = sockets.get(packet.target());
        SimPeer peer = peers.get(packet.target());
        if (socket != null) {
            socket.arrive(packet);
        } else if (peer != null) {
            peer.arrive(packet);
        } else {
            undeliverable++;
        }
    }

    /** Happens once, within the next poll, before any datagram is handed out. */
    public void meanwhile(Runnable event) {
        meanwhile = event;
    }

    void runMeanwhile() {
        Runnable event = meanwhile;
        meanwhile = () -> {};
        event.run();
    }

    /** Whether closed sockets keep their ports for now, as the kernel may. */
    public void setHoldsSockets(boolean value) {
        holdsSockets = value;
    }

    boolean holdsSockets() {
        return holdsSockets;
    }

    void transmit(Packet packet) {
        if (random.nextDouble() < loss) {
            lost++;
            return;
        }
        int copies = random.nextDouble() < duplication ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            long delay = minDelayNs == maxDelayNs ? minDelayNs : random.nextLong(minDelayNs, maxDelayNs);
            inTransit.add(new Transit(nowNs + delay, order++, packet));
        }
    }

    /** Sends a datagram with a forged source. */
    public void inject(TransportAddress source, TransportAddress target, byte[] bytes) {
        transmit(new Packet(source, target, bytes.clone()));
    }

    void relayTakes(Packet packet) {
        arrivalTaps.forEach(tap -> tap.accept(packet));
    }

    void relaySends(Packet packet) {
        relayTaps.forEach(tap -> tap.accept(packet));
        transmit(packet);
    }

    /** Sees each datagram that the relay sends, before the network can lose it. */
    public void tapRelay(Consumer<Packet> tap) {
        relayTaps.add(tap);
    }

    /** Sees each datagram that a worker takes from a socket. */
    public void tapArrivals(Consumer<Packet> tap) {
        arrivalTaps.add(tap);
    }

    public SimPeer peer(String ip, int port) {
        SimPeer peer = new SimPeer(this, TransportAddress.of(ip, port));
        peers.put(peer.address(), peer);
        return peer;
    }

    public long lost() {
        return lost;
    }

    /** Datagrams to addresses where nobody listens, a closed port of the relay for instance. */
    public long undeliverable() {
        return undeliverable;
    }

    public int boundSockets() {
        return sockets.size();
    }

    /** What the relay set last on the socket of this address; 0 if nothing. */
    public int trafficClass(TransportAddress local) {
        SimSocket socket = sockets.get(local);
        if (socket == null) {
            throw new IllegalArgumentException("nothing is bound to " + local);
        }
        return socket.trafficClass;
    }

    @Override
    public MediaSocket bind(TransportAddress local) throws BindException {
        if (sockets.containsKey(local) || peers.containsKey(local)) {
            throw new BindException("EADDRINUSE " + local);
        }
        SimSocket socket = new SimSocket(this, local);
        sockets.put(local, socket);
        return socket;
    }

    void unbind(SimSocket socket) {
        sockets.remove(socket.local(), socket);
    }

    @Override
    public DatagramIo openIo() {
        return new SimDatagramIo(this);
    }

    @Override
    public String tier() {
        return "simulated";
    }
}
