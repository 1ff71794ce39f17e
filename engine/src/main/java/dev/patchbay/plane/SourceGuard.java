package dev.patchbay.plane;

import dev.patchbay.linux.datagram.Datagram;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.plan.ComponentKind;
import org.jspecify.annotations.Nullable;

/**
 * Tells a party that has moved from a stranger who found its port. Packets are taken from one source at a time; another one takes over
 * only when it is plausible that the party itself is there:
 *
 * <ul>
 *   <li>the address of the SDP during the learning window, and afterwards the source that the window ended with, at any time;
 *   <li>a source that goes on with the stream in hand (same SSRC, next numbers) after a short silence: NAT gave it another port;
 *   <li>any source after a long silence, when it sends steadily: another device, with the SDP unchanged;
 *   <li>during the learning window, any source after a short silence, or one that sends far more than the present one.
 * </ul>
 *
 * <p>So a packet from nowhere is not relayed, and spraying all ports with single packets moves nothing. Who can see the stream can still
 * take it over: only SRTP helps against that. Owner: MediaWorker.
 */
final class SourceGuard {

    /** A gap that a steady stream does not have. */
    static final long SHORT_SILENCE_NS = 200_000_000L;
    /** Longer than a pause for breath under silence suppression. */
    static final long LONG_SILENCE_NS = 5_000_000_000L;
    /** RTCP comes every five seconds or so (RFC 3550, section 6.2). */
    static final long RTCP_SILENCE_NS = 15_000_000_000L;

    static final int CONTINUING_PACKETS = 3;
    static final int STEADY_PACKETS = 10;
    static final int RTCP_PACKETS = 2;

    private static final int MAX_GAP = 3000;
    private static final int MAX_DISORDER = 50;
    /** A candidate that has not been heard for so long begins anew, or makes place for another. */
    private static final long CANDIDATE_NS = 1_000_000_000L;

    private static final long RTCP_CANDIDATE_NS = 30_000_000_000L;

    /** What is to be done with a packet. */
    enum Judgement {
        /** It comes from where the party is. */
        ADMIT,
        /** The party has moved there. */
        MOVE,
        STRANGER
    }

    /** The source when learning ended; null before. */
    private @Nullable TransportAddress home;
    private @Nullable TransportAddress current;
    private long heardNs;
    private boolean hasStream;
    private int ssrc;
    private int sequenceNumber;

    private @Nullable TransportAddress candidate;
    private long candidateHeardNs;
    private int candidatePackets;
    /** Packets of the present source since the candidate appeared. */
    private int currentPackets;

    /** The SDP names another address: nothing is known of the party any more. */
    void reset() {
        home = null;
        current = null;
        candidate = null;
        hasStream = false;
    }

    /** The kernel has forwarded packets of the confirmed source. */
    void onForwarded(TransportAddress source, long lastNs) {
        if (current == null) {
            current = source;
            heardNs = lastNs;
        } else if (source.equals(current) && lastNs - heardNs > 0) {
            heardNs = lastNs;
        }
    }

    /**
     * @param signalled the address of the SDP
     * @param isLearning the learning window is open, or no source is confirmed yet
     */
    Judgement judge(PacketContext ctx, @Nullable TransportAddress signalled, boolean isLearning) {
        Datagram datagram = ctx.datagram;
        TransportAddress present = current;
        if (present == null) {
            return settle(ctx, datagram.copySource(), Judgement.ADMIT);
        }
        if (isLearning) {
            home = null;
        } else if (home == null) {
            home = present;
        }
        if (datagram.isFrom(present)) {
            currentPackets++;
            if (!isLearning) {
                candidate = null;
            }
            return settle(ctx, present, Judgement.ADMIT);
        }
        TransportAddress first = home;
        if (first != null && datagram.isFrom(first)) {
            return settle(ctx, first, Judgement.MOVE);
        }
        if (isLearning && signalled != null && datagram.isFrom(signalled)) {
            return settle(ctx, signalled, Judgement.MOVE);
        }
        return judgeStranger(ctx, isLearning);
    }

    private Judgement judgeStranger(PacketContext ctx, boolean isLearning) {
        if (!ctx.isRtp && !ctx.isRtcp) {
            return Judgement.STRANGER;
        }
        boolean continues = continuesStream(ctx);
        long silenceNs = ctx.nowNs - heardNs;
        boolean isSilent = silenceNs >= silenceNeeded(ctx, isLearning || continues);
        if (!isSilent && !isLearning) {
            return Judgement.STRANGER;
        }
        TransportAddress source = countCandidate(ctx);
        if (source == null) {
            return Judgement.STRANGER;
        }
        boolean isSteady = candidatePackets >= packetsNeeded(ctx, continues);
        boolean outweighs = isLearning && candidatePackets >= STEADY_PACKETS && candidatePackets > 2 * currentPackets;
        boolean hasMoved = (isSilent && (isLearning || isSteady)) || outweighs;
        return hasMoved ? settle(ctx, source, Judgement.MOVE) : Judgement.STRANGER;
    }

    private static long silenceNeeded(PacketContext ctx, boolean isShort) {
        if (isShort) {
            return SHORT_SILENCE_NS;
        }
        return isRtcpOnly(ctx) ? RTCP_SILENCE_NS : LONG_SILENCE_NS;
    }

    private static int packetsNeeded(PacketContext ctx, boolean continues) {
        if (continues) {
            return CONTINUING_PACKETS;
        }
        return isRtcpOnly(ctx) ? RTCP_PACKETS : STEADY_PACKETS;
    }

    private static boolean isRtcpOnly(PacketContext ctx) {
        return ctx.component.kind == ComponentKind.RTCP;
    }

    private boolean continuesStream(PacketContext ctx) {
        if (!ctx.isRtp || !hasStream || ctx.rtp.ssrc() != ssrc) {
            return false;
        }
        short ahead = (short) (ctx.rtp.sequenceNumber() - sequenceNumber);
        return ahead >= -MAX_DISORDER && ahead <= MAX_GAP;
    }

    /** @return the candidate, if the packet is from it; addresses are copied once a second at most */
    private @Nullable TransportAddress countCandidate(PacketContext ctx) {
        TransportAddress known = candidate;
        boolean isForgotten = ctx.nowNs - candidateHeardNs >= (isRtcpOnly(ctx) ? RTCP_CANDIDATE_NS : CANDIDATE_NS);
        boolean isKnown = known != null && ctx.datagram.isFrom(known);
        if (isKnown && !isForgotten) {
            candidatePackets++;
        } else if (known == null || isForgotten) {
            known = isKnown ? known : ctx.datagram.copySource();
            candidate = known;
            candidatePackets = 1;
            currentPackets = 0;
        } else {
            return null;
        }
        candidateHeardNs = ctx.nowNs;
        return known;
    }

    private Judgement settle(PacketContext ctx, TransportAddress source, Judgement judgement) {
        current = source;
        heardNs = ctx.nowNs;
        if (judgement == Judgement.MOVE) {
            candidate = null;
        }
        if (ctx.isRtp) {
            hasStream = true;
            ssrc = ctx.rtp.ssrc();
            sequenceNumber = ctx.rtp.sequenceNumber();
        }
        return judgement;
    }
}
