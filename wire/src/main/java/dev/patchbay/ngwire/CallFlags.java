package dev.patchbay.ngwire;

import java.util.Optional;

/**
 * What concerns the call as a whole.
 *
 * @param dropTraffic {@code drop-traffic}: true = start, false = stop; empty = unchanged
 * @param xmlrpcCallback address to call back on timeout
 * @param debug log this call at debug level from now on
 * @param supportsLoadLimit the client understands {@code result: load limit}
 * @param fragment an SDP fragment (trickle ICE), not a whole description
 */
public record CallFlags(
        Optional<Boolean> dropTraffic,
        Optional<String> xmlrpcCallback,
        boolean debug,
        boolean supportsLoadLimit,
        boolean fragment) {}
