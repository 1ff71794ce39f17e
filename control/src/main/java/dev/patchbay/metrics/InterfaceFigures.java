package dev.patchbay.metrics;

import dev.patchbay.net.IpAddress;

/**
 * The ports of one local address.
 *
 * @param name of the logical interface
 * @param portMin first port of the range
 * @param portMax last port of the range
 * @param portsUsed ports in use now
 * @param lastPort handed out most recently; 0 when none was yet
 */
public record InterfaceFigures(
        String name, IpAddress address, int portMin, int portMax, int portsUsed, int lastPort) {

    public int ports() {
        return portMax - portMin + 1;
    }

    public int portsFree() {
        return ports() - portsUsed;
    }

    public double usedPercent() {
        return ports() <= 0 ? 0 : 100.0 * portsUsed / ports();
    }
}
