package dev.patchbay.codec;

import dev.patchbay.sdp.Attribute.RtpMap;

/** A way to carry audio in RTP: its words in SDP, its rates, and the makers of its two halves. Immutable, any thread. */
public interface Codec {

    /** The payload type of a codec that has no static one (RFC 3551, section 6): the offer gives it a number. */
    int DYNAMIC = -1;

    /** The name in rtpmap, such as {@code PCMA}; letter case does not matter when compared. */
    String encoding();

    /** 0..95, or {@link #DYNAMIC}. */
    int staticPayloadType();

    /** RTP ticks per second, as in rtpmap. G.722 counts 8000 but has 16000 samples. */
    int clockRateHz();

    /** Samples per second of one channel, as encoder and decoder take and give them. */
    int sampleRateHz();

    /** At least 1. Samples of several channels alternate. */
    int channels();

    FrameEncoder newEncoder();

    FrameDecoder newDecoder();

    /** Whether an rtpmap line means this codec (RFC 4855, section 3). */
    default boolean isNamedBy(RtpMap map) {
        return map.encoding().equalsIgnoreCase(encoding())
                && map.clockRateHz() == clockRateHz()
                && map.channels() == channels();
    }
}
