package dev.patchbay.plan;

/**
 * One place a component's packets go: out of {@code target}'s local port to {@code target}'s endpoint.
 *
 * @param target index into {@link ForwardingPlan#components}
 * @param rtcpTarget for an RTP component whose peer multiplexes RTCP on it (RFC 5761): where that RTCP goes, an index as well
 *     ({@code target} itself when the far side multiplexes too); -1 where no RTCP is expected
 * @param stripFeedback AVPF to AVP: RTCP packets of type 205 and 206 (RFC 4585) are cut out of compounds
 */
public record Sink(int target, int rtcpTarget, boolean stripFeedback) {}
