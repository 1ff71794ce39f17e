package dev.patchbay.plan;

import dev.patchbay.linux.datagram.MediaSocket;
import dev.patchbay.net.TransportAddress;

/**
 * A local socket of a component. The same instance stays in successive plans for as long as the port is in use; the worker tells
 * ports apart by identity.
 */
public final class MediaPort {

    private final MediaSocket socket;
    private final String interfaceName;
    private volatile int trafficClass;

    public MediaPort(MediaSocket socket, String interfaceName) {
        this.socket = socket;
        this.interfaceName = interfaceName;
    }

    public MediaSocket socket() {
        return socket;
    }

    /** Sets the TOS or traffic class of what is sent, 0..255. Any thread. */
    public void setTrafficClass(int value) {
        socket.setTrafficClass(value);
        trafficClass = value;
    }

    /** As set; 0 unless it was. */
    public int trafficClass() {
        return trafficClass;
    }

    /** The logical interface it was allocated on. */
    public String interfaceName() {
        return interfaceName;
    }

    public TransportAddress local() {
        return socket.local();
    }

    @Override
    public String toString() {
        return interfaceName + "/" + local();
    }
}
