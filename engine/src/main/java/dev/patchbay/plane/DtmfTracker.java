package dev.patchbay.plane;

import dev.patchbay.rtp.RtpView;
import dev.patchbay.rtp.TelephoneEventView;

/**
 * Tells the end of a telephone-event from its repetitions (RFC 4733, section 2.5.1.4: the last packet comes three times, all
 * packets of an event have one RTP timestamp). Owner: MediaWorker.
 */
final class DtmfTracker {

    /** More ends within a second are not a keypad but a flood; they are not reported. */
    private static final int MAX_EVENTS_PER_SECOND = 20;

    /** An end with a timestamp up to so many RTP ticks older comes late; one that is older still is a sender who started over. */
    private static final int LATE_TICKS = 80_000;

    private static final long SECOND_NS = 1_000_000_000L;

    private boolean ended;
    private int endedSsrc;
    private int endedTimestamp;
    private long secondStartNs;
    private int eventsThisSecond;

    /** Whether this packet ends an event that was not reported yet. */
    boolean isNewEnd(RtpView packet, TelephoneEventView event, long nowNs) {
        if (!event.isEnd()) {
            return false;
        }
        int newer = packet.rtpTimestamp() - endedTimestamp;
        if (ended && packet.ssrc() == endedSsrc && newer <= 0 && newer > -LATE_TICKS) {
            return false;
        }
        ended = true;
        endedSsrc = packet.ssrc();
        endedTimestamp = packet.rtpTimestamp();
        if (nowNs - secondStartNs >= SECOND_NS) {
            secondStartNs = nowNs;
            eventsThisSecond = 0;
        }
        return eventsThisSecond++ < MAX_EVENTS_PER_SECOND;
    }
}
