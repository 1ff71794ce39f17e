package dev.patchbay.sdp;

import java.util.List;
import java.util.Optional;

/**
 * One payload type of an RTP section with everything said about it.
 *
 * @param payloadType 0..127
 * @param encoding codec name as it came, or the static name of RFC 3551; empty if nothing says what the payload type is
 * @param clockRateHz 0 if nothing says it
 * @param channels at least 0, 1 if nothing says it
 * @param fmtp format parameters, verbatim
 * @param rtcpFb feedback values for this payload type in order, verbatim; those for {@code *} are not repeated here
 */
public record Codec(
        int payloadType,
        String encoding,
        int clockRateHz,
        int channels,
        Optional<String> fmtp,
        List<String> rtcpFb) {

    public Codec {
        rtcpFb = List.copyOf(rtcpFb);
    }

    /** Codec names are compared without regard to letter case (RFC 4855, section 3). */
    public boolean isNamed(String name) {
        return encoding.equalsIgnoreCase(name);
    }
}
