package dev.patchbay.phone.media;

import dev.patchbay.rtcp.RtcpView;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * RTCP of this side and what the other one's says: sender reports with a report block, the CNAME, and a BYE at the end (RFC 3550, section 6).
 * One thread.
 */
final class RtcpReports {

    /** RFC 3550, section 6.2: the least mean interval; half of it before the first report. */
    private static final long INTERVAL_NS = 5_000_000_000L;

    private static final int MAX_COMPOUND_LENGTH = 256;
    private static final int SOURCE_DESCRIPTION = 202;
    private static final int BYE = 203;
    private static final int CNAME = 1;
    private static final int VERSION = 0x80;
    private static final long NTP_EPOCH_OFFSET_S = 2_208_988_800L;
    private static final double MIDDLE_NTP_PER_MS = 65.536;

    private final RtpSender sender;
    private final ReceivedStream incoming;
    private final byte[] cname;
    private final RandomGenerator random;
    private final RtcpView view = new RtcpView();
    private final ByteBuffer compound = ByteBuffer.allocate(MAX_COMPOUND_LENGTH);
    private long nextNs = Long.MAX_VALUE;
    private long sent;
    private long received;
    private int lastSr;
    private long lastSrNs;
    private int farLost = -1;
    private double roundTripMs = -1;

    /** @param cname the same for all streams of a phone, at most 255 bytes in UTF-8 */
    RtcpReports(RtpSender sender, ReceivedStream incoming, String cname, RandomGenerator random) {
        this.sender = sender;
        this.incoming = incoming;
        this.cname = cname.getBytes(StandardCharsets.UTF_8);
        this.random = random;
    }

    void start(long nowNs) {
        if (nextNs == Long.MAX_VALUE) {
            nextNs = nowNs + spread(INTERVAL_NS / 2);
        }
    }

    long nextDueNs() {
        return nextNs;
    }

    /** Sends a report if one is due. */
    void step(long nowNs, long epochMs, RtpSender.Output output) {
        if (nowNs - nextNs >= 0) {
            output.send(write(nowNs, epochMs, false));
            nextNs = nowNs + spread(INTERVAL_NS);
        }
    }

    /** Says that this side's stream ends. */
    void end(long nowNs, long epochMs, RtpSender.Output output) {
        output.send(write(nowNs, epochMs, true));
        nextNs = Long.MAX_VALUE;
    }

    private long spread(long meanNs) {
        return meanNs / 2 + random.nextLong(meanNs);
    }

    private ByteBuffer write(long nowNs, long epochMs, boolean isEnd) {
        compound.clear();
        boolean hasReport = incoming.hasBegun();
        int reports = hasReport ? 1 : 0;
        compound.put((byte) (VERSION | reports))
                .put((byte) RtcpView.SENDER_REPORT)
                .putShort((short) (6 + 6 * reports))
                .putInt(sender.ssrc())
                .putLong(ntp(epochMs))
                .putInt(sender.rtpTimestamp(nowNs))
                .putInt((int) sender.packetCount())
                .putInt((int) sender.octetCount());
        if (hasReport) {
            writeReport(nowNs);
        }
        writeDescription();
        if (isEnd) {
            compound.put((byte) (VERSION | 1)).put((byte) BYE).putShort((short) 1).putInt(sender.ssrc());
        }
        sent++;
        return compound.flip();
    }

    private void writeReport(long nowNs) {
        int lost = (int) Math.min(incoming.lost(), 0x7fffff);
        compound.putInt(incoming.ssrc())
                .putInt((incoming.takeFractionLost() << 24) | lost)
                .putInt(incoming.extendedHighest())
                .putInt((int) incoming.jitterTicks())
                .putInt(lastSr)
                .putInt(lastSr == 0 ? 0 : (int) ((nowNs - lastSrNs) / 1e6 * MIDDLE_NTP_PER_MS));
    }

    /** One chunk with the CNAME, ended by at least one zero and filled to whole words (RFC 3550, section 6.5). */
    private void writeDescription() {
        int itemsLength = 2 + cname.length + 1;
        int words = 1 + (itemsLength + 3) / 4;
        int end = compound.position() + 4 + 4 * words;
        compound.put((byte) (VERSION | 1)).put((byte) SOURCE_DESCRIPTION).putShort((short) words).putInt(sender.ssrc());
        compound.put((byte) CNAME).put((byte) cname.length).put(cname);
        while (compound.position() < end) {
            compound.put((byte) 0);
        }
    }

    private static long ntp(long epochMs) {
        long seconds = epochMs / 1000 + NTP_EPOCH_OFFSET_S;
        return (seconds << 32) | ((epochMs % 1000 << 32) / 1000);
    }

    /** Reads a compound packet of the other party; malformed ones are not counted. */
    void accept(ByteBuffer datagram, int length, long nowNs, long epochMs) {
        view.wrap(datagram, length);
        boolean isReport = false;
        while (view.next()) {
            isReport = true;
            if (view.packetType() == RtcpView.SENDER_REPORT) {
                lastSr = view.ntpMiddle();
                lastSrNs = nowNs;
            }
            for (int block = 0; block < view.reportCount(); block++) {
                if (view.reportedSsrc(block) == sender.ssrc()) {
                    acceptReport(block, epochMs);
                }
            }
        }
        if (isReport && !view.isMalformed()) {
            received++;
        }
    }

    private void acceptReport(int block, long epochMs) {
        farLost = view.cumulativeLost(block);
        if (view.lastSr(block) != 0) {
            int now = (int) (ntp(epochMs) >>> 16);
            int roundTrip = now - view.lastSr(block) - view.delaySinceLastSr(block);
            // Clocks step in milliseconds: what took less may come out below zero.
            roundTripMs = Math.max(0, roundTrip) / MIDDLE_NTP_PER_MS;
        }
    }

    long sent() {
        return sent;
    }

    long received() {
        return received;
    }

    OptionalInt farLost() {
        return farLost < 0 ? OptionalInt.empty() : OptionalInt.of(farLost);
    }

    Optional<Double> roundTripMs() {
        return roundTripMs < 0 ? Optional.empty() : Optional.of(roundTripMs);
    }
}
