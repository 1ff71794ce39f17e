package dev.patchbay.call;

import dev.patchbay.plan.ComponentStatus.Cell;

/**
 * Notes of an ended call whether nobody, or only one party, ever sent media. rtpengine: counts calls here, although it names the
 * figures after streams.
 */
final class StreamCensus {

    private StreamCensus() {}

    static void count(CallState state, CallTotals totals) {
        int parties = 0;
        int heard = 0;
        for (Participant participant : state.participants()) {
            parties += participant.sections().isEmpty() ? 0 : 1;
            heard += hasSent(participant) ? 1 : 0;
        }
        if (parties > 0 && heard == 0) {
            totals.add(CallTotals.Total.ZERO_WAY_STREAMS, 1);
        } else if (parties > 1 && heard == 1) {
            totals.add(CallTotals.Total.ONE_WAY_STREAMS, 1);
        }
    }

    /** RTP, or whatever else the section carries; RTCP alone is no media. */
    private static boolean hasSent(Participant participant) {
        for (MediaSection section : participant.sections()) {
            for (int i = 0; i < section.components().size(); i += 2) {
                if (section.components().get(i).status().get(Cell.PACKETS) > 0) {
                    return true;
                }
            }
        }
        return false;
    }
}
