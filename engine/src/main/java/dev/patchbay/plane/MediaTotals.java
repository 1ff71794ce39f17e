package dev.patchbay.plane;

/**
 * Sums over all workers since start.
 *
 * @param packets received and relayed to at least one receiver
 * @param bytes UDP payload of those
 * @param errors the sum of {@link ComponentStatus.Cell#ERRORS} over all calls, ended ones too
 * @param sendErrors datagrams the kernel refused to send
 * @param strayPackets received on a port that no plan names any more
 * @param commandsRejected plans and requests that found the queue of their worker full
 * @param scores quality as RTCP reports told it
 * @param failures exceptions in a worker; each one that belonged to a call ended that call's media
 */
public record MediaTotals(
        long packets,
        long bytes,
        long errors,
        long sendErrors,
        long strayPackets,
        long commandsRejected,
        long failures,
        Scores scores) {

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
