package dev.patchbay.ice;

import dev.patchbay.net.TransportAddress;

/**
 * A local port that the peer was told of.
 *
 * @param component 1 RTP, 2 RTCP
 * @param base what the socket is bound to
 * @param advertised what the SDP says; differs from {@code base} behind a static NAT
 */
public record LocalCandidate(
        int component, TransportAddress base, TransportAddress advertised, long priority, String foundation) {}
