package dev.patchbay.sim;

import dev.patchbay.linux.datagram.Datagram;
import dev.patchbay.linux.datagram.DatagramHandler;
import dev.patchbay.linux.datagram.DatagramIo;
import dev.patchbay.linux.datagram.MediaSocket;
import dev.patchbay.net.TransportAddress;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The poller of one worker on a {@link SimNetwork}. What is queued is read at the flush, so a change in between shows. */
final class SimDatagramIo implements DatagramIo {

    private static final int MAX_BATCH = 64;
    private static final int MAX_BUFFERS = 256;

    private record Queued(SimSocket socket, SimDatagram datagram, TransportAddress target) {}

    private final SimNetwork network;
    private final Set<SimSocket> attached = new HashSet<>();
    private final ArrayDeque<SimSocket> ready = new ArrayDeque<>();
    private final List<SimDatagram> buffers = new ArrayList<>();
    private final List<Queued> queue = new ArrayList<>();
    private int buffersUsed;
    private long sendErrors;

    SimDatagramIo(SimNetwork network) {
        this.network = network;
    }

    void arrived(SimSocket socket) {
        ready.add(socket);
    }

    @Override
    public void attach(MediaSocket socket, int token) throws IOException {
        SimSocket sim = (SimSocket) socket;
        if (sim.isClosed() || sim.owner != null) {
            throw new IOException("EBADF " + sim.local());
        }
        sim.owner = this;
        sim.token = token;
        attached.add(sim);
        for (int i = 0; i < sim.inbox.size(); i++) {
            ready.add(sim);
        }
    }

    @Override
    public void detach(MediaSocket socket) {
        SimSocket sim = (SimSocket) socket;
        if (attached.remove(sim)) {
            sim.owner = null;
            ready.removeIf(waiting -> waiting == sim);
        }
        sim.close();
    }

    @Override
    public int poll(long timeoutNs, DatagramHandler handler) {
        network.runMeanwhile();
        handler.onReceived();
        int handled = 0;
        while (handled < MAX_BATCH && !ready.isEmpty()) {
            SimSocket socket = ready.poll();
            SimDatagram datagram = (SimDatagram) allocate();
            SimNetwork.Packet packet = socket.inbox.poll();
            if (packet != null && datagram != null) {
                datagram.fill(packet, socket.token);
                network.relayTakes(packet);
                handler.onDatagram(datagram);
                handled++;
            }
        }
        return handled;
    }

    @Override
    public void send(MediaSocket socket, Datagram datagram, TransportAddress target) {
        SimSocket sim = (SimSocket) socket;
        if (sim.isClosed() || target.family() != sim.local().family()) {
            sendErrors++;
            return;
        }
        queue.add(new Queued(sim, (SimDatagram) datagram, target));
    }

    @Override
    public void flush() {
        for (Queued queued : queue) {
            network.relaySends(new SimNetwork.Packet(
                    queued.socket().local(), queued.target(), queued.datagram().toBytes()));
        }
        queue.clear();
        buffersUsed = 0;
    }

    @Override
    public @Nullable Datagram allocate() {
        if (buffersUsed == MAX_BUFFERS) {
            return null;
        }
        if (buffersUsed == buffers.size()) {
            buffers.add(new SimDatagram());
        }
        SimDatagram datagram = buffers.get(buffersUsed++);
        datagram.clear();
        return datagram;
    }

    @Override
    public @Nullable Datagram copy(Datagram datagram) {
        SimDatagram copy = (SimDatagram) allocate();
        if (copy != null) {
            copy.copyFrom((SimDatagram) datagram);
        }
        return copy;
    }

    @Override
    public void wakeup() {}

    @Override
    public long sendErrors() {
        return sendErrors;
    }

    @Override
    public void close() {
        for (SimSocket socket : List.copyOf(attached)) {
            detach(socket);
        }
    }
}
