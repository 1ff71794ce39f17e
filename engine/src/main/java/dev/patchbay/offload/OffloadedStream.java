package dev.patchbay.offload;

import dev.patchbay.linux.forward.Flow;
import dev.patchbay.linux.forward.FlowEntry;
import dev.patchbay.net.TransportAddress;

/** A stream in the kernel, seen from its worker. Owner: MediaWorker. */
public final class OffloadedStream {

    /** So many packets say whether those that were forwarded also left. */
    private static final int PACKETS_TO_JUDGE = 8;
    /** How long the packets of both ways are counted before they are compared. */
    private static final long SHARE_WINDOW_NS = 2_000_000_000L;
    /** Fewer in user space are no reason to do anything. */
    private static final int TOO_MANY_UP = 20;

    /**
     * A user space that did not catch up for ten seconds is overloaded, and needs the relief more than the packets under way need their
     * order.
     */
    private static final int WINDOWS_TO_URGE = 5;

    private static final int NOTHING = -1;
    static final int NOWHERE = -1;

    private final OffloadRequest request;
    private final Flow.Exit exit;
    private final FlowEntry entry;
    private final StreamTally tally;
    private int ssrc;
    /** In the list of the {@link WorkerOffload}; NOWHERE when it ended. */
    int position = NOWHERE;
    /** Sequence number of the last packet that user space had, to be acknowledged when it is sent; NOTHING. */
    private int toAcknowledge = NOTHING;

    /** User space was too busy to ever catch up: the kernel forwards without waiting until it has. */
    private boolean isUrged;
    /** Windows in a row in which most packets went up. */
    private int windowsMostlyUp;

    private long countedPackets;
    private long countedBytes;

    private long judgedPackets;
    private long judgedSent;

    private long shareSinceNs;
    private long sharePackets;
    private long shareWentUp;
    private long inUserSpace;

    OffloadedStream(OffloadRequest request, Flow.Exit exit, FlowEntry entry, StreamTally tally, long nowNs) {
        this.request = request;
        this.exit = exit;
        this.entry = entry;
        this.tally = tally;
        this.ssrc = request.ssrc();
        this.shareSinceNs = nowNs;
    }

    public OffloadRequest request() {
        return request;
    }

    Flow.Exit exit() {
        return exit;
    }

    FlowEntry entry() {
        return entry;
    }

    StreamTally tally() {
        return tally;
    }

    /** Whether packets between these addresses are its own. */
    public boolean isBetween(TransportAddress source, TransportAddress target) {
        return request.source().equals(source) && request.newTarget().equals(target);
    }

    /** Notes an RTP packet from its source that user space had. @return whether it is the first since {@link #acknowledge} */
    boolean notePacket(int packetSsrc, int sequenceNumber) {
        inUserSpace++;
        if (packetSsrc != ssrc) {
            ssrc = packetSsrc;
            entry.setSsrc(packetSsrc);
        }
        boolean isFirst = toAcknowledge == NOTHING;
        toAcknowledge = sequenceNumber;
        return isFirst;
    }

    void acknowledge() {
        if (toAcknowledge != NOTHING) {
            boolean isBehind = isUrged && !entry.isLastUp(toAcknowledge);
            if (!isBehind) {
                isUrged = false;
                entry.acknowledge(toAcknowledge);
            }
            toAcknowledge = NOTHING;
        }
    }

    /**
     * Brings the kernel's counters to the tally.
     *
     * @param nowNs on the worker's clock
     * @param kernelNowNs the same time on the clock of {@link FlowEntry#lastNs}
     */
    void count(long nowNs, long kernelNowNs) {
        long packets = entry.packets();
        if (packets == countedPackets) {
            return;
        }
        long bytes = entry.bytes();
        long ageNs = Math.max(0, kernelNowNs - entry.lastNs());
        tally.onForwarded(packets - countedPackets, bytes - countedBytes, nowNs - ageNs, entry.payloadType());
        countedPackets = packets;
        countedBytes = bytes;
    }

    /** @return KERNEL as long as all is well */
    Placement judge(long nowNs) {
        // Read before the packets that it is compared with, so that none seems lost that is just under way.
        long packets = entry.packets();
        long sent = entry.sent();
        if (packets - judgedPackets >= PACKETS_TO_JUDGE) {
            boolean isLost = 2 * (sent - judgedSent) < packets - judgedPackets;
            judgedPackets = packets;
            judgedSent = sent;
            if (isLost) {
                return Placement.EGRESS_STOPPED;
            }
        }
        return nowNs - shareSinceNs >= SHARE_WINDOW_NS ? judgeShare(nowNs, packets) : Placement.KERNEL;
    }

    private Placement judgeShare(long nowNs, long packets) {
        long wentUp = entry.wentUp();
        boolean isMostlyUp = inUserSpace >= TOO_MANY_UP && inUserSpace > packets - sharePackets;
        boolean isMet = packets != sharePackets || wentUp != shareWentUp;
        shareSinceNs = nowNs;
        sharePackets = packets;
        shareWentUp = wentUp;
        inUserSpace = 0;
        if (!isMostlyUp) {
            windowsMostlyUp = 0;
            return Placement.KERNEL;
        }
        if (!isMet) {
            return Placement.NOT_MET;
        }
        windowsMostlyUp++;
        if (windowsMostlyUp == WINDOWS_TO_URGE) {
            isUrged = true;
            entry.acknowledgeEverything();
        }
        return windowsMostlyUp > WINDOWS_TO_URGE ? Placement.MOSTLY_UP : Placement.KERNEL;
    }
}
