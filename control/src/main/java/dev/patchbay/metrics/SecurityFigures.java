package dev.patchbay.metrics;

/**
 * SRTP and DTLS since the start, over all calls.
 *
 * @param unauthenticStreams streams whose SRTP has never authenticated
 * @param unauthenticPackets of SRTP and SRTCP, with a wrong tag
 * @param replayedPackets of SRTP and SRTCP that came before
 * @param handshakes that brought keys
 * @param failedHandshakes attempts that came to nothing
 * @param refusedHandshakes not begun, or only later, because there were too many under way
 * @param strayHandshakes DTLS datagrams from an address that neither the SDP nor ICE vouches for
 * @param pendingHandshakes under way now
 */
public record SecurityFigures(
        long unauthenticStreams,
        long unauthenticPackets,
        long replayedPackets,
        long handshakes,
        long failedHandshakes,
        long refusedHandshakes,
        long strayHandshakes,
        long pendingHandshakes) {

    public static final SecurityFigures NONE = new SecurityFigures(0, 0, 0, 0, 0, 0, 0, 0);
}
