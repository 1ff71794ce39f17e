package dev.patchbay.phone.media;

import dev.patchbay.codec.Codec;
import dev.patchbay.codec.FrameEncoder;
import dev.patchbay.dsp.ToneGenerator;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The RTP stream of this side (RFC 3550, section 5.1): a packet with 20 ms of tone, or of a telephone-event, every 20 ms by the clock it is
 * given. It never falls behind for good: packets that are late are sent at once, unless so many are that a listener would rather miss them.
 * One thread.
 */
final class RtpSender {

    static final int PTIME_MS = 20;
    static final long PTIME_NS = PTIME_MS * 1_000_000L;

    /** Packets sent at once after a stall; what is older is left out, and the timestamp jumps. */
    static final int MAX_BURST = 5;

    /** A header, and 20 ms of the fattest payload here. */
    private static final int MAX_PACKET_LENGTH = 512;

    private static final int VERSION = 0x80;
    private static final int MARKER = 0x80;

    /** Takes packets; the buffer is the sender's again when it returns. */
    interface Output {
        void send(ByteBuffer packet);
    }

    private final int ssrc;
    private final double toneHz;
    private final double toneDbm0;
    private final EventSender events = new EventSender();
    private final ByteBuffer packet = ByteBuffer.allocate(MAX_PACKET_LENGTH);
    private short[] samples = new short[0];
    private @Nullable MediaPlan plan;
    private @Nullable Codec codec;
    private @Nullable FrameEncoder encoder;
    private @Nullable ToneGenerator tone;
    private int sequenceNumber;
    private int rtpTimestamp;
    private int eventTimestamp;
    private boolean isAfterSilence = true;
    private long nextNs;
    private long packetCount;
    private long octetCount;

    /** The three numbers are random, as RFC 3550 wants them. */
    RtpSender(int ssrc, int sequenceNumber, int rtpTimestamp, double toneHz, double toneDbm0) {
        this.ssrc = ssrc;
        this.sequenceNumber = sequenceNumber;
        this.rtpTimestamp = rtpTimestamp;
        this.toneHz = toneHz;
        this.toneDbm0 = toneDbm0;
    }

    /** The first plan starts the stream; later ones change where it goes and how. */
    void use(MediaPlan next, long nowNs) {
        if (plan == null) {
            nextNs = nowNs;
        }
        if (!next.codec().equals(codec)) {
            codec = next.codec();
            encoder = codec.newEncoder();
            tone = new ToneGenerator(toneHz, toneDbm0, codec.sampleRateHz());
            samples = new short[codec.sampleRateHz() * PTIME_MS / 1000];
        }
        plan = next;
    }

    /** Keys to press one after the other; without effect while the other party takes no events. */
    void press(String digits) {
        events.press(digits);
    }

    /** When {@link #step} has something to do; {@link Long#MAX_VALUE} before the first plan. */
    long nextDueNs() {
        return plan == null ? Long.MAX_VALUE : nextNs;
    }

    /** Sends what is due. */
    void step(long nowNs, Output output) {
        MediaPlan current = plan;
        Codec sent = codec;
        if (current == null || sent == null) {
            return;
        }
        int interval = sent.clockRateHz() * PTIME_MS / 1000;
        long late = (nowNs - nextNs) / PTIME_NS;
        if (late >= MAX_BURST) {
            long skipped = late - MAX_BURST + 1;
            nextNs += skipped * PTIME_NS;
            rtpTimestamp += (int) (skipped * interval);
        }
        while (nowNs - nextNs >= 0) {
            if (current.isSending()) {
                write(current, interval);
                output.send(packet.flip());
            } else {
                isAfterSilence = true;
            }
            rtpTimestamp += interval;
            nextNs += PTIME_NS;
        }
    }

    private void write(MediaPlan current, int interval) {
        packet.clear();
        if (current.eventOut().isPresent() && events.isActive()) {
            writeEvent(current.eventOut().getAsInt(), interval);
        } else {
            writeTone(current.payloadType());
        }
        sequenceNumber++;
        packetCount++;
        octetCount += packet.position() - 12;
    }

    /** All packets of an event bear the timestamp of its beginning. */
    private void writeEvent(int payloadType, int interval) {
        boolean isBeginning = events.isBeginning();
        if (isBeginning) {
            eventTimestamp = rtpTimestamp;
        }
        writeHeader(payloadType, isBeginning, eventTimestamp);
        events.write(packet, interval);
    }

    /** The marker is set on the first packet of a talkspurt (RFC 3551, section 4.1). */
    private void writeTone(int payloadType) {
        writeHeader(payloadType, isAfterSilence, rtpTimestamp);
        isAfterSilence = false;
        if (tone != null && encoder != null) {
            tone.fill(ShortBuffer.wrap(samples));
            encoder.encode(ShortBuffer.wrap(samples), packet);
        }
    }

    private void writeHeader(int payloadType, boolean hasMarker, int timestamp) {
        packet.put((byte) VERSION)
                .put((byte) (hasMarker ? MARKER | payloadType : payloadType))
                .putShort((short) sequenceNumber)
                .putInt(timestamp)
                .putInt(ssrc);
    }

    int ssrc() {
        return ssrc;
    }

    /** RTP packets sent. */
    long packetCount() {
        return packetCount;
    }

    /** Payload bytes sent. */
    long octetCount() {
        return octetCount;
    }

    /** The RTP timestamp of this moment, for sender reports. */
    int rtpTimestamp(long nowNs) {
        Codec sent = codec;
        return sent == null ? rtpTimestamp : rtpTimestamp + (int) ((nowNs - nextNs) * sent.clockRateHz() / 1_000_000_000L);
    }
}
