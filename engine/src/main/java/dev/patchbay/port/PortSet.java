package dev.patchbay.port;

import dev.patchbay.plan.MediaPort;
import java.util.List;

/**
 * Consecutive ports on one local address: RTP, RTCP, and again for each further stream of an m-line with a port count.
 *
 * @param ports at least one
 */
public record PortSet(LocalInterface local, List<MediaPort> ports) {

    public PortSet {
        ports = List.copyOf(ports);
    }

    /** Port number of the first one. */
    public int first() {
        return ports.getFirst().local().port();
    }
}
