package dev.patchbay.rtcp;

import java.nio.ByteBuffer;

/**
 * The packets of an RTCP compound, one after the other (RFC 3550, section 6). Wrapped anew for each datagram, it allocates nothing.
 * One thread.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |V=2|P|  count  |      PT       | length in 32-bit words less 1 |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                         SSRC of sender                        |
 * +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
 * |              NTP timestamp, most significant word             |  sender information,
 * |             NTP timestamp, least significant word             |  in a sender report only
 * |                         RTP timestamp                         |
 * |                     sender's packet count                     |
 * |                      sender's octet count                     |
 * +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
 * |                        SSRC of source                         |  report block
 * | fraction lost |       cumulative number of packets lost       |
 * |           extended highest sequence number received           |
 * |                      interarrival jitter                      |
 * |                         last SR (LSR)                         |
 * |                   delay since last SR (DLSR)                  |
 * +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
 * </pre>
 *
 * {@snippet :
 * view.wrap(datagram, length);
 * while (view.next()) {
 *     // packetType(), offset(), length(), and what belongs to the type
 * }
 * if (view.isMalformed()) { ... }
 * }
 *
 * <p>A last packet that claims more bytes than arrived ends the walk without being malformed: relays pass it on as it is.
 */
public final class RtcpView {

    /** Sender report. */
    public static final int SENDER_REPORT = 200;
    /** Receiver report. */
    public static final int RECEIVER_REPORT = 201;
    /** Transport layer feedback (RFC 4585, section 6.2). */
    public static final int TRANSPORT_FEEDBACK = 205;
    /** Payload-specific feedback (RFC 4585, section 6.3). */
    public static final int PAYLOAD_FEEDBACK = 206;
    /** Extended report (RFC 3611). */
    public static final int EXTENDED_REPORT = 207;

    private static final int HEADER_LENGTH = 4;
    private static final int SENDER_INFORMATION_OFFSET = 8;
    private static final int SENDER_INFORMATION_LENGTH = 20;
    private static final int REPORT_BLOCK_LENGTH = 24;
    private static final int XR_BLOCK_HEADER_LENGTH = 4;
    private static final int XR_VOIP_METRICS = 7;
    private static final int XR_VOIP_METRICS_LENGTH = 36;

    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private int end;
    private int offset;
    private int length;
    private boolean malformed;
    private int voipMetricsOffset;
    private int nextXrBlockOffset;

    /** A view of nothing until the first {@link #wrap}. */
    public RtcpView() {}

    /**
     * Starts at the first packet of a datagram; {@link #next} moves to it.
     *
     * @param datagram big endian; the compound starts at index 0
     * @param datagramLength cut to the buffer's limit
     */
    public void wrap(ByteBuffer datagram, int datagramLength) {
        buffer = datagram;
        end = Math.min(datagramLength, datagram.limit());
        offset = 0;
        length = 0;
        malformed = false;
    }

    /**
     * Moves to the next packet.
     *
     * @return false at the end, at bytes that are no whole packet, or at a malformed one
     */
    public boolean next() {
        offset += length;
        length = 0;
        if (malformed || end - offset < HEADER_LENGTH) {
            return false;
        }
        if (((buffer.get(offset) >> 6) & 3) != 2) {
            malformed = true;
            return false;
        }
        int claimed = 4 * ((buffer.getShort(offset + 2) & 0xffff) + 1);
        if (claimed > end - offset) {
            return false;
        }
        if (claimed < minimumLength(packetType())) {
            malformed = true;
            return false;
        }
        length = claimed;
        nextXrBlockOffset = offset + SENDER_INFORMATION_OFFSET;
        return true;
    }

    private static int minimumLength(int packetType) {
        return switch (packetType) {
            case SENDER_REPORT -> SENDER_INFORMATION_OFFSET + SENDER_INFORMATION_LENGTH;
            case RECEIVER_REPORT, EXTENDED_REPORT -> SENDER_INFORMATION_OFFSET;
            default -> HEADER_LENGTH;
        };
    }

    /** A packet had another version than 2, or was shorter than its type needs. Known once {@link #next} returned false. */
    public boolean isMalformed() {
        return malformed;
    }

    /** Bytes from {@link #offset} on that the walk has not passed. */
    public int remaining() {
        return end - offset;
    }

    /** Index of the current packet's first byte; after the walk, of the first byte that was no packet. */
    public int offset() {
        return offset;
    }

    /** Bytes of the current packet with its header. */
    public int length() {
        return length;
    }

    /** 0..255. */
    public int packetType() {
        return buffer.get(offset + 1) & 0xff;
    }

    public boolean isFeedback() {
        int type = packetType();
        return type == TRANSPORT_FEEDBACK || type == PAYLOAD_FEEDBACK;
    }

    /** The sender of the current packet, unsigned; 0 when the packet is too short to say. */
    public int senderSsrc() {
        return length >= SENDER_INFORMATION_OFFSET ? buffer.getInt(offset + 4) : 0;
    }

    /** Of a sender report: the middle 32 bits of its NTP timestamp, as they come back in {@link #lastSr}. */
    public int ntpMiddle() {
        return (int) (buffer.getLong(offset + SENDER_INFORMATION_OFFSET) >>> 16);
    }

    /** Of a sender report: RTP ticks, unsigned. */
    public int rtpTimestamp() {
        return buffer.getInt(offset + 16);
    }

    /** Of a sender report: packets sent, unsigned. */
    public int packetCount() {
        return buffer.getInt(offset + 20);
    }

    /** Of a sender report: payload bytes sent, unsigned. */
    public int octetCount() {
        return buffer.getInt(offset + 24);
    }

    /** Report blocks of a sender or receiver report that are really there, 0..31; 0 for other types. */
    public int reportCount() {
        int first = firstReport();
        if (first < 0) {
            return 0;
        }
        return Math.min(buffer.get(offset) & 0x1f, (offset + length - first) / REPORT_BLOCK_LENGTH);
    }

    /**
     * @param block 0..{@link #reportCount} - 1
     * @return the source it is about, unsigned
     */
    public int reportedSsrc(int block) {
        return buffer.getInt(report(block));
    }

    /** Share of packets lost since the previous report, in 1/256. */
    public int fractionLost(int block) {
        return buffer.get(report(block) + 4) & 0xff;
    }

    /** Packets lost since the beginning; negative when duplicates outnumber losses. */
    public int cumulativeLost(int block) {
        return (buffer.getInt(report(block) + 4) << 8) >> 8;
    }

    public int highestSequence(int block) {
        return buffer.getInt(report(block) + 8);
    }

    /** RTP ticks, unsigned. */
    public int jitter(int block) {
        return buffer.getInt(report(block) + 12);
    }

    /** Middle 32 bits of the NTP timestamp of the last sender report that arrived; 0 if none did. */
    public int lastSr(int block) {
        return buffer.getInt(report(block) + 16);
    }

    /** Delay between that sender report and this report, in 1/65536 s, unsigned; 0 if none arrived. */
    public int delaySinceLastSr(int block) {
        return buffer.getInt(report(block) + 20);
    }

    /**
     * In an extended report: moves to the next VoIP metrics block (RFC 3611, section 4.7).
     *
     * @return false when there is none
     */
    public boolean nextVoipMetrics() {
        if (packetType() != EXTENDED_REPORT) {
            return false;
        }
        int packetEnd = offset + length;
        while (packetEnd - nextXrBlockOffset >= XR_BLOCK_HEADER_LENGTH) {
            int at = nextXrBlockOffset;
            int blockLength = 4 * ((buffer.getShort(at + 2) & 0xffff) + 1);
            if (blockLength > packetEnd - at) {
                return false;
            }
            nextXrBlockOffset = at + blockLength;
            if ((buffer.get(at) & 0xff) == XR_VOIP_METRICS && blockLength >= XR_VOIP_METRICS_LENGTH) {
                voipMetricsOffset = at;
                return true;
            }
        }
        return false;
    }

    /** The source the current VoIP metrics block is about, unsigned. */
    public int voipMetricsSsrc() {
        return buffer.getInt(voipMetricsOffset + 4);
    }

    /** Round trip delay between the two RTP ends in milliseconds, 0..65535; 0 when it was not measured. */
    public int voipRoundTripMs() {
        return buffer.getShort(voipMetricsOffset + 16) & 0xffff;
    }

    private int firstReport() {
        return switch (packetType()) {
            case SENDER_REPORT -> offset + SENDER_INFORMATION_OFFSET + SENDER_INFORMATION_LENGTH;
            case RECEIVER_REPORT -> offset + SENDER_INFORMATION_OFFSET;
            default -> -1;
        };
    }

    private int report(int block) {
        return firstReport() + block * REPORT_BLOCK_LENGTH;
    }
}
