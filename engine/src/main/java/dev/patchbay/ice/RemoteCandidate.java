package dev.patchbay.ice;

import dev.patchbay.net.TransportAddress;

/**
 * An address of the peer, from its SDP or from a check that came from it. Only what may be sent to belongs here: UDP and a literal
 * address.
 *
 * @param component 1 RTP, 2 RTCP
 * @param priority 1..2^32-1
 */
public record RemoteCandidate(
        int component, TransportAddress address, CandidateType type, long priority, String foundation) {}
