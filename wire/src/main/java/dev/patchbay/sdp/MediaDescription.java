package dev.patchbay.sdp;

import dev.patchbay.sdp.Content.MediaLine;
import java.util.List;

/**
 * An m= line and the lines that belong to it. What a section inherits from its session is asked of {@link SessionDescription}.
 *
 * @param firstLine the m= line
 * @param lines the lines after it
 */
public record MediaDescription(SdpLine firstLine, List<SdpLine> lines) implements SdpSection {

    public MediaDescription {
        if (!(firstLine.content() instanceof MediaLine)) {
            throw new IllegalArgumentException("a media description starts with a line of type " + firstLine.type());
        }
        lines = List.copyOf(lines);
    }

    /** What the m= line says. */
    public MediaLine media() {
        return (MediaLine) firstLine.content();
    }

    /** Port 0: refused by an answer, or switched off or not wanted by an offer (RFC 3264, sections 5.1, 6 and 8.2). */
    public boolean isRejected() {
        return media().port() == 0;
    }

    /** Whether the transport is one of the RTP profiles we know, so that the formats are payload types. */
    public boolean isRtp() {
        return media().transport().map(TransportProtocol::isRtp).orElse(false);
    }

    /** Whether every format is a number within 0..127; an RTP section where this is false is broken. */
    public boolean hasOnlyPayloadTypes() {
        for (String format : media().formats()) {
            if (TextCursor.payloadType(format) < 0) {
                return false;
            }
        }
        return true;
    }

    /** The codecs of the m= line in its order; meaningful for RTP sections only. Formats that are no payload types are left out. */
    public List<Codec> codecs() {
        return CodecList.of(this);
    }

    public MediaDescription withLines(List<SdpLine> replacement) {
        return new MediaDescription(firstLine, replacement);
    }
}
