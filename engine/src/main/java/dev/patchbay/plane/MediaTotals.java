package dev.patchbay.plane;

import dev.patchbay.plan.ComponentStatus;

/**
 * Sums over all workers since start.
 *
 * @param packets received and relayed in user space to at least one receiver
 * @param bytes UDP payload of those
 * @param kernelPackets forwarded in the kernel
 * @param kernelBytes UDP payload of those
 * @param errors the sum of {@link ComponentStatus.Cell#ERRORS} over all calls, ended ones too
 * @param sendErrors datagrams the kernel refused to send
 * @param strayPackets received on a port that no plan names any more
 * @param commandsRejected plans and requests that found the queue of their worker full
 * @param ice what its agents met
 * @param scores quality as RTCP reports told it
 * @param security what its SRTP and its handshakes met
 * @param failures exceptions in a worker; each one that belonged to a call ended that call's media
 */
public record MediaTotals(
        long packets,
        long bytes,
        long kernelPackets,
        long kernelBytes,
        long errors,
        long sendErrors,
        long strayPackets,
        long commandsRejected,
        Security security,
        long failures,
        Ice ice,
        Scores scores) {

    /**
     * SRTP and DTLS of all calls.
     *
     * @param unauthenticStreams streams whose SRTP has never authenticated
     * @param unauthenticPackets of SRTP and SRTCP, with a wrong tag
     * @param replayedPackets of SRTP and SRTCP that came before
     * @param handshakes that brought keys
     * @param failedHandshakes attempts that came to nothing
     * @param strayHandshakes DTLS datagrams from an address that nobody vouches for
     */
    public record Security(
            long unauthenticStreams,
            long unauthenticPackets,
            long replayedPackets,
            long handshakes,
            long failedHandshakes,
            long strayHandshakes) {
        public static final Security NONE = new Security(0, 0, 0, 0, 0, 0);
    }

    /**
     * ICE of all calls.
     *
     * @param completed how often an agent came to its selected pairs
     * @param failed how often one found that nothing works
     * @param consentExpired how often a peer stopped to answer
     * @param stunAccepted authentic messages
     * @param stunRefused malformed, forged or unasked for
     */
    public record Ice(long completed, long failed, long consentExpired, long stunAccepted, long stunRefused) {
        public static final Ice NONE = new Ice(0, 0, 0, 0, 0);
    }

    /**
     * Mean opinion scores of all streams.
     *
     * @param tenths sum of the scores, times 10
     * @param tenthsSquared sum of the squares of those
     */
    public record Scores(long samples, long tenths, long tenthsSquared) {
        public static final Scores NONE = new Scores(0, 0, 0);
    }
}
