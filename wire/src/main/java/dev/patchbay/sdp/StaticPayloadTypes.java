package dev.patchbay.sdp;

import dev.patchbay.sdp.Attribute.RtpMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The payload types that need no rtpmap (RFC 3551, section 6, tables 4 and 5). */
public final class StaticPayloadTypes {

    private static final int VIDEO_CLOCK_RATE_HZ = 90000;

    private static final @Nullable RtpMap[] TABLE = new RtpMap[35];

    static {
        audio(0, "PCMU", 8000, 1);
        audio(3, "GSM", 8000, 1);
        audio(4, "G723", 8000, 1);
        audio(5, "DVI4", 8000, 1);
        audio(6, "DVI4", 16000, 1);
        audio(7, "LPC", 8000, 1);
        audio(8, "PCMA", 8000, 1);
        audio(9, "G722", 8000, 1); // samples at 16000, but the RTP clock stays at 8000 for old receivers (section 4.5.2)
        audio(10, "L16", 44100, 2); // rtpengine: has 10 and 11 the wrong way round
        audio(11, "L16", 44100, 1);
        audio(12, "QCELP", 8000, 1);
        audio(13, "CN", 8000, 1);
        audio(14, "MPA", VIDEO_CLOCK_RATE_HZ, 1);
        audio(15, "G728", 8000, 1);
        audio(16, "DVI4", 11025, 1);
        audio(17, "DVI4", 22050, 1);
        audio(18, "G729", 8000, 1);
        video(25, "CelB");
        video(26, "JPEG");
        video(28, "nv");
        video(31, "H261");
        video(32, "MPV");
        video(33, "MP2T");
        video(34, "H263");
    }

    private StaticPayloadTypes() {}

    private static void audio(int payloadType, String encoding, int clockRateHz, int channels) {
        TABLE[payloadType] = RtpMap.of(payloadType, encoding, clockRateHz, channels);
    }

    private static void video(int payloadType, String encoding) {
        TABLE[payloadType] = RtpMap.of(payloadType, encoding, VIDEO_CLOCK_RATE_HZ, 1);
    }

    /** What a payload type means without an rtpmap; empty for unassigned, reserved and dynamic ones. */
    public static Optional<RtpMap> find(int payloadType) {
        return payloadType >= 0 && payloadType < TABLE.length
                ? Optional.ofNullable(TABLE[payloadType])
                : Optional.empty();
    }
}
