package dev.patchbay.ice;

import dev.patchbay.net.TransportAddress;

/**
 * A candidate pair as operators see it.
 *
 * @param isSelected media goes this way
 */
public record PairReport(
        int component,
        TransportAddress local,
        TransportAddress remote,
        CandidateType remoteType,
        PairState state,
        boolean isSelected) {}
