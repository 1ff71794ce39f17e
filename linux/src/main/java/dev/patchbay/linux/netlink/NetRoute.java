package dev.patchbay.linux.netlink;

/**
 * Where packets for an address go.
 *
 * @param interfaceIndex by which they leave
 * @param type see {@code rtnetlink(7)}
 */
public record NetRoute(int interfaceIndex, int type) {

    private static final int UNICAST = 1;
    private static final int LOCAL = 2;

    /** To another host. */
    public boolean isUnicast() {
        return type == UNICAST;
    }

    /** To this host. */
    public boolean isLocal() {
        return type == LOCAL;
    }
}
