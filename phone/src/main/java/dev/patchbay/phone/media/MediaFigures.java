package dev.patchbay.phone.media;

import dev.patchbay.dsp.Tone;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What became of the media of one call.
 *
 * @param sent RTP packets
 * @param received RTP packets, without duplicates
 * @param expected by their sequence numbers
 * @param duplicates packets that came again
 * @param jitterMs as RFC 3550, section 6.4.1, estimates it, at the end
 * @param rtcpSent compound packets
 * @param rtcpReceived well-formed compound packets
 * @param farLost packets that the other party says it missed; empty if it has not reported
 * @param roundTripMs by RTCP; empty if it could not be measured
 * @param tone the one that was heard longest; empty if none was
 * @param digits DTMF events received, in order
 */
public record MediaFigures(
        long sent,
        long received,
        long expected,
        long duplicates,
        double jitterMs,
        long rtcpSent,
        long rtcpReceived,
        OptionalInt farLost,
        Optional<Double> roundTripMs,
        Optional<Tone> tone,
        String digits) {

    /** Of a call that never got media. */
    public static final MediaFigures NONE =
            new MediaFigures(0, 0, 0, 0, 0, 0, 0, OptionalInt.empty(), Optional.empty(), Optional.empty(), "");

    /** Packets that never came; 0 if duplicates of unknown origin outnumber them. */
    public long lost() {
        return Math.max(0, expected - received);
    }
}
