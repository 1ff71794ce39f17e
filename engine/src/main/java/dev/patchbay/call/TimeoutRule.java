package dev.patchbay.call;

import dev.patchbay.call.MediaSection.Flag;
import dev.patchbay.plan.ComponentStatus;
import dev.patchbay.plan.ComponentStatus.Cell;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Decides whether a call has died of silence. A call lives as long as any one of its streams is younger than the limit that applies
 * to it; an offer or answer makes all of them young again. The limit that ran out last names the reason.
 *
 * <p>rtpengine: applies the same limits, but names the reason after whichever stream it looked at last.
 */
final class TimeoutRule {

    private TimeoutRule() {}

    static Optional<Termination> expired(Call call, CallSettings settings, long nowNs) {
        if (settings.finalTimeoutS() > 0
                && overdueNs(call.createdNs(), Termination.FINAL_TIMEOUT, settings, nowNs) >= 0) {
            return Optional.of(Termination.FINAL_TIMEOUT);
        }
        Termination reason = Termination.OFFER_TIMEOUT;
        long leastOverdueNs = Long.MAX_VALUE;
        for (MediaSection section : sections(call)) {
            for (int i = 0; i < section.components().size(); i++) {
                Termination applies = applies(section, i);
                long lastSignNs = lastSignNs(call, section.components().get(i).status());
                long overdueNs = overdueNs(lastSignNs, applies, settings, nowNs);
                if (overdueNs < 0) {
                    return Optional.empty();
                }
                if (overdueNs < leastOverdueNs) {
                    leastOverdueNs = overdueNs;
                    reason = applies;
                }
            }
        }
        boolean hasStreams = leastOverdueNs != Long.MAX_VALUE;
        return hasStreams || overdueNs(call.lastSignalNs(), reason, settings, nowNs) >= 0
                ? Optional.of(reason)
                : Optional.empty();
    }

    /** Of the parties that are still there; of all of them while the whole call waits to be deleted. */
    private static List<MediaSection> sections(Call call) {
        boolean isEnding = call.deletedUs() != 0;
        return call.state().participants().stream()
                .filter(p -> isEnding || p.deletedUs() == 0)
                .flatMap(p -> p.sections().stream())
                .toList();
    }

    /** RTCP is answered for with its RTP: it may be multiplexed and have no address of its own. */
    private static Termination applies(MediaSection section, int index) {
        if (!section.has(Flag.RECV) || section.ports().isEmpty()) {
            return Termination.SILENT_TIMEOUT;
        }
        return section.components().get(index & ~1).signalled() == null
                ? Termination.OFFER_TIMEOUT
                : Termination.TIMEOUT;
    }

    /** Below 0 while there is time left. */
    private static long overdueNs(long sinceNs, Termination limit, CallSettings settings, long nowNs) {
        return nowNs - sinceNs - TimeUnit.SECONDS.toNanos(limitS(limit, settings));
    }

    private static int limitS(Termination kind, CallSettings settings) {
        return switch (kind) {
            case TIMEOUT -> settings.timeoutS();
            case SILENT_TIMEOUT -> settings.silentTimeoutS();
            case OFFER_TIMEOUT -> settings.offerTimeoutS();
            case FINAL_TIMEOUT -> settings.finalTimeoutS();
            case REGULAR, FORCED -> Integer.MAX_VALUE;
        };
    }

    private static long lastSignNs(Call call, ComponentStatus status) {
        return Math.max(status.get(Cell.LAST_PACKET_NS), call.lastSignalNs());
    }
}
