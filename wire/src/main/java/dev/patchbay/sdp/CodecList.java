package dev.patchbay.sdp;

import dev.patchbay.sdp.Attribute.Fmtp;
import dev.patchbay.sdp.Attribute.RtcpFb;
import dev.patchbay.sdp.Attribute.RtpMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gathers what rtpmap, fmtp and rtcp-fb say about each payload type: one pass over the section's lines. */
final class CodecList {

    private static final int PAYLOAD_TYPES = 128;

    private final @Nullable RtpMap[] maps = new RtpMap[PAYLOAD_TYPES];
    private final @Nullable Fmtp[] fmtps = new Fmtp[PAYLOAD_TYPES];
    private final List<RtcpFb> feedback = new ArrayList<>();

    private CodecList(MediaDescription section) {
        for (SdpLine line : section.lines()) {
            // rtpengine: of two rtpmap or fmtp lines for one payload type the last one counts.
            Content content = line.content();
            if (content instanceof RtpMap map) {
                maps[map.payloadType()] = map;
            } else if (content instanceof Fmtp fmtp && fmtp.payloadType() >= 0) {
                fmtps[fmtp.payloadType()] = fmtp;
            } else if (content instanceof RtcpFb value && value.payloadType() != RtcpFb.ALL_PAYLOAD_TYPES) {
                feedback.add(value);
            }
        }
    }

    static List<Codec> of(MediaDescription section) {
        CodecList found = new CodecList(section);
        List<String> formats = section.media().formats();
        List<Codec> codecs = new ArrayList<>(formats.size());
        for (String format : formats) {
            int payloadType = TextCursor.payloadType(format);
            if (payloadType >= 0) {
                codecs.add(found.codec(payloadType));
            }
        }
        return codecs;
    }

    private Codec codec(int payloadType) {
        RtpMap map = maps[payloadType];
        if (map == null) {
            map = StaticPayloadTypes.find(payloadType).orElse(RtpMap.of(payloadType, "", 0, 1));
        }
        Fmtp fmtp = fmtps[payloadType];
        return new Codec(
                payloadType,
                map.encoding(),
                map.clockRateHz(),
                map.channels(),
                fmtp == null || fmtp.parameters().isEmpty() ? Optional.empty() : Optional.of(fmtp.parameters()),
                feedback(payloadType));
    }

    private List<String> feedback(int payloadType) {
        if (feedback.isEmpty()) {
            return List.of();
        }
        List<String> values = new ArrayList<>();
        for (RtcpFb entry : feedback) {
            if (entry.payloadType() == payloadType) {
                values.add(entry.value());
            }
        }
        return values;
    }
}
