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

    // Searched one by one: a section has a few payload types, rarely a dozen.
    private final List<RtpMap> maps = new ArrayList<>();
    private final List<Fmtp> fmtps = new ArrayList<>();
    private final List<RtcpFb> feedback = new ArrayList<>();

    private CodecList(MediaDescription section) {
        for (SdpLine line : section.lines()) {
            Content content = line.content();
            if (content instanceof RtpMap map) {
                maps.add(map);
            } else if (content instanceof Fmtp fmtp && fmtp.payloadType() >= 0) {
                fmtps.add(fmtp);
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
        RtpMap map = map(payloadType);
        if (map == null) {
            map = StaticPayloadTypes.find(payloadType).orElse(RtpMap.of(payloadType, "", 0, 1));
        }
        Fmtp fmtp = fmtp(payloadType);
        return new Codec(
                payloadType,
                map.encoding(),
                map.clockRateHz(),
                map.channels(),
                fmtp == null || fmtp.parameters().isEmpty() ? Optional.empty() : Optional.of(fmtp.parameters()),
                feedback(payloadType));
    }

    /** rtpengine: of two rtpmap or fmtp lines for one payload type the last one counts. */
    private @Nullable RtpMap map(int payloadType) {
        for (int i = maps.size() - 1; i >= 0; i--) {
            if (maps.get(i).payloadType() == payloadType) {
                return maps.get(i);
            }
        }
        return null;
    }

    private @Nullable Fmtp fmtp(int payloadType) {
        for (int i = fmtps.size() - 1; i >= 0; i--) {
            if (fmtps.get(i).payloadType() == payloadType) {
                return fmtps.get(i);
            }
        }
        return null;
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
