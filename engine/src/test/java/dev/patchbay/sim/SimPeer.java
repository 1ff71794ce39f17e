package dev.patchbay.sim;

import dev.patchbay.net.TransportAddress;
import java.util.ArrayList;
import java.util.List;

/** A phone's socket, or a stranger's. */
public final class SimPeer {

    private final SimNetwork network;
    private final TransportAddress address;
    private final List<SimNetwork.Packet> received = new ArrayList<>();
    private long sent;

    SimPeer(SimNetwork network, TransportAddress address) {
        this.network = network;
        this.address = address;
    }

    public TransportAddress address() {
        return address;
    }

    public void send(TransportAddress target, byte[] bytes) {
        sent++;
        network.transmit(new SimNetwork.Packet(address, target, bytes.clone()));
    }

    void arrive(SimNetwork.Packet packet) {
        received.add(packet);
    }

    /** What arrived since the last call. */
    public List<SimNetwork.Packet> take() {
        List<SimNetwork.Packet> taken = List.copyOf(received);
        received.clear();
        return taken;
    }

    public long sent() {
        return sent;
    }
}
