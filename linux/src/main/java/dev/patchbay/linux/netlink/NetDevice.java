package dev.patchbay.linux.netlink;

import dev.patchbay.net.IpAddress;
import java.util.List;

/**
 * A network interface.
 *
 * @param kind ARPHRD number of what its packets look like: {@link #ETHERNET}, {@link #LOOPBACK} and many others
 * @param mtu longest IP packet
 * @param addresses of this host on it
 */
public record NetDevice(String name, int index, int kind, boolean isUp, int mtu, List<IpAddress> addresses) {

    /** Ethernet, and what looks like it: veth, VLAN, bridge, bond. */
    public static final int ETHERNET = 1;

    public static final int LOOPBACK = 772;

    public NetDevice {
        addresses = List.copyOf(addresses);
    }

    public boolean isLoopback() {
        return kind == LOOPBACK;
    }
}
