package dev.patchbay.phone.media;

import dev.patchbay.codec.Codec;
import dev.patchbay.codec.FrameDecoder;
import dev.patchbay.codec.G711;
import dev.patchbay.dsp.Tone;
import dev.patchbay.dsp.ToneTally;
import dev.patchbay.rtp.RtpView;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** RTP that arrives: counted, decoded by its payload type, listened to. One thread. */
final class AudioReceiver {

    private static final int CLOCK_RATE_HZ = 8000;

    /** Longest payload that is listened to: 250 ms. */
    private static final int MAX_SAMPLES = 2000;

    private static final List<? extends Codec> CODECS = List.of(G711.values());

    private final RtpView view = new RtpView();
    private final ReceivedStream stream;
    private final DtmfReceiver dtmf = new DtmfReceiver();
    private final ToneTally tally = new ToneTally(CLOCK_RATE_HZ);
    private final short[] samples = new short[MAX_SAMPLES];
    private int eventPayloadType = -1;

    AudioReceiver(ReceivedStream stream) {
        this.stream = stream;
    }

    void use(MediaPlan plan) {
        eventPayloadType = plan.eventIn().orElse(-1);
    }

    /** Payload types that nobody agreed on are not counted: they would hide that the right ones are missing. */
    void accept(ByteBuffer datagram, int length, long nowNs) {
        if (!view.wrap(datagram, length)) {
            return;
        }
        boolean isEvent = view.payloadType() == eventPayloadType;
        FrameDecoder decoder = decoder(view.payloadType());
        if (!isEvent && decoder == null) {
            return;
        }
        long arrivalTicks = nowNs / (1_000_000_000L / CLOCK_RATE_HZ);
        boolean isNewest = stream.accept(
                view.ssrc(), view.sequenceNumber(), view.rtpTimestamp(), !isEvent, arrivalTicks);
        if (isEvent) {
            dtmf.accept(datagram, view);
        } else if (isNewest && decoder != null) {
            ShortBuffer frame = ShortBuffer.wrap(samples);
            decoder.decode(datagram.slice(view.payloadOffset(), view.payloadLength()), frame);
            tally.accept(frame.flip());
        }
    }

    private static @Nullable FrameDecoder decoder(int payloadType) {
        for (Codec codec : CODECS) {
            if (codec.staticPayloadType() == payloadType) {
                return codec.newDecoder();
            }
        }
        return null;
    }

    double jitterMs() {
        return stream.jitterTicks() * 1000 / CLOCK_RATE_HZ;
    }

    Optional<Tone> tone() {
        return tally.longest();
    }

    String digits() {
        return dtmf.digits();
    }
}
