package dev.patchbay.relay;

import dev.patchbay.linux.datagram.MediaTier;
import dev.patchbay.plan.EndpointLearning;
import dev.patchbay.quality.MosFormula;

/**
 * How media is received and sent.
 *
 * @param io how workers talk to the kernel
 * @param workers media worker threads, 1..{@value #MAX_WORKERS}; 0 = one per processor
 * @param tos TOS byte (IPv6: traffic class) of media sent, 0..255; 0 leaves the system's
 * @param learning when a stream's real source replaces the address of SDP; a call may say otherwise
 * @param mos kind of mean opinion score
 * @param preferSipSource whether addresses of SDP give way to the source address of the SIP message when a request names one
 * @param saveInterfacePorts whether ports are taken on one local address only instead of every address of the interface
 * @param iceStopsWithoutConsent whether sending ends when an ICE peer has not answered for 30 seconds (RFC 7675)
 * @param socketCpuAffinity {@code SO_INCOMING_CPU} of a call's sockets: 0 = not set, n = 0..n-1 in turn, negative = all processors
 * @param latencyBudgetUs how long a packet may wait for others under load, microseconds, 0..{@value #MAX_LATENCY_BUDGET_US}; 0 = not
 *     at all
 */
public record MediaOptions(
        MediaTier io,
        int workers,
        int tos,
        EndpointLearning learning,
        MosFormula mos,
        boolean preferSipSource,
        boolean saveInterfacePorts,
        boolean iceStopsWithoutConsent,
        int socketCpuAffinity,
        int latencyBudgetUs) {

    /** Media worker threads at most. */
    public static final int MAX_WORKERS = 1024;

    /** A packet interval is 20 ms, and what it spends here adds to the delay a caller hears. */
    public static final int MAX_LATENCY_BUDGET_US = 10_000;

    /** rtpengine's values. */
    public static final MediaOptions DEFAULT =
            new MediaOptions(MediaTier.AUTO, 0, 0, EndpointLearning.DELAYED, MosFormula.CQ, false, false, false, 0, 0);

    public MediaOptions {
        if (workers < 0 || workers > MAX_WORKERS) {
            throw new IllegalArgumentException(workers + " media workers are not within 0.." + MAX_WORKERS);
        }
        if (latencyBudgetUs < 0 || latencyBudgetUs > MAX_LATENCY_BUDGET_US) {
            throw new IllegalArgumentException(
                    "a latency budget of " + latencyBudgetUs + " us is not within 0.." + MAX_LATENCY_BUDGET_US);
        }
        checkTos("TOS", tos);
    }

    static void checkTos(String what, int tos) {
        if (tos < 0 || tos > 255) {
            throw new IllegalArgumentException(what + " " + tos + " is not within 0..255");
        }
    }

    public MediaOptions withIo(MediaTier mediaIo) {
        return new MediaOptions(
                mediaIo, workers, tos, learning, mos, preferSipSource, saveInterfacePorts, iceStopsWithoutConsent,
                socketCpuAffinity, latencyBudgetUs);
    }

    public MediaOptions withWorkers(int count) {
        return new MediaOptions(
                io, count, tos, learning, mos, preferSipSource, saveInterfacePorts, iceStopsWithoutConsent,
                socketCpuAffinity, latencyBudgetUs);
    }

    public MediaOptions withLearning(EndpointLearning endpointLearning) {
        return new MediaOptions(
                io, workers, tos, endpointLearning, mos, preferSipSource, saveInterfacePorts, iceStopsWithoutConsent,
                socketCpuAffinity, latencyBudgetUs);
    }
}
