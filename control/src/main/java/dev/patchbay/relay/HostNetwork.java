package dev.patchbay.relay;

import dev.patchbay.net.IpAddress;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What the machine's network says when options are resolved at start: a seam for tests. Calls may block. */
public interface HostNetwork {

    /**
     * All addresses of a DNS name (or of /etc/hosts), IPv4 first; never empty.
     *
     * @throws IOException with the name and the reason, when there is none
     */
    List<IpAddress> lookup(String hostName) throws IOException;

    /**
     * Addresses of each network device by device name, in the system's order, IPv4 first, without link-local IPv6 addresses
     * (SDP has no place for their scope).
     *
     * @throws IOException when the system does not tell
     */
    Map<String, List<IpAddress>> devices() throws IOException;

    /** The network of this machine. */
    static HostNetwork ofSystem() {
        return new SystemNetwork();
    }
}
