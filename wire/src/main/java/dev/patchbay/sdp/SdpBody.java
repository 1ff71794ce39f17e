package dev.patchbay.sdp;

import java.util.List;

/**
 * A whole SDP body.
 *
 * @param sessions one per v= line; none for a body that is empty or starts with a blank line
 * @param trailer text after the last line, printed verbatim: either from a blank line on, or one single byte (some peers send the NUL that
 *     ends a C string). Usually empty
 */
public record SdpBody(List<SessionDescription> sessions, String trailer) {

    public SdpBody {
        sessions = List.copyOf(sessions);
    }

    public SdpBody(List<SessionDescription> sessions) {
        this(sessions, "");
    }

    /** Without the trailer: a blank line ends the description, and rtpengine does not pass on what follows one. */
    public SdpBody withoutTrailer() {
        return new SdpBody(sessions);
    }
}
