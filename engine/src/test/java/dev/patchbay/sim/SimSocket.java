package dev.patchbay.sim;

import dev.patchbay.linux.datagram.MediaSocket;
import dev.patchbay.net.TransportAddress;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** A socket of the relay. What arrives before it is attached waits, as in the kernel. */
final class SimSocket implements MediaSocket {

    private static final int MAX_WAITING = 1000;

    private final SimNetwork network;
    private final TransportAddress local;
    final ArrayDeque<SimNetwork.Packet> inbox = new ArrayDeque<>();
    @Nullable SimDatagramIo owner;
    int token = -1;
    int trafficClass;
    private boolean closed;

    SimSocket(SimNetwork network, TransportAddress local) {
        this.network = network;
        this.local = local;
    }

    void arrive(SimNetwork.Packet packet) {
        if (inbox.size() < MAX_WAITING) {
            inbox.add(packet);
            if (owner != null) {
                owner.arrived(this);
            }
        }
    }

    @Override
    public TransportAddress local() {
        return local;
    }

    @Override
    public void setTrafficClass(int value) {
        trafficClass = value;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public boolean isReleased() {
        return closed && !network.holdsSockets();
    }

    @Override
    public void close() {
        closed = true;
        inbox.clear();
        network.unbind(this);
    }
}
