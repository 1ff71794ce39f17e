package dev.patchbay.proxy.forward;

import dev.patchbay.proxy.nat.Flow;
import java.util.List;
import java.util.Optional;
import javax.sip.address.URI;

/**
 * Where a request may go.
 *
 * @param uri becomes the request URI
 * @param hop where the packet goes; empty: as Route headers and URI say
 * @param q 0 to 1: higher is tried first, equal ones at the same time
 * @param path proxies on the way (RFC 3327), the nearest first
 */
public record Target(URI uri, Optional<Flow> hop, double q, List<URI> path) {

    public Target {
        path = List.copyOf(path);
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException("q is " + q + ", it goes from 0 to 1");
        }
    }

    public static Target of(URI uri) {
        return of(uri, 1);
    }

    public static Target of(URI uri, double q) {
        return new Target(uri, Optional.empty(), q, List.of());
    }
}
