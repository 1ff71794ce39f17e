package dev.patchbay.plane;

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
 * @param unauthenticStreams streams whose SRTP has never authenticated
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
        long unauthenticStreams,
        long failures,
        Ice ice,
        Scores scores) {

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
