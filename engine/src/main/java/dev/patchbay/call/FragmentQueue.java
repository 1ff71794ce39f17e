package dev.patchbay.call;

import dev.patchbay.sdp.SdpBody;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * SDP fragments (trickle ICE, RFC 8840) that came before the offer or answer they belong to: SIP may deliver an INFO first. They wait
 * for it, not long. Thread-safe.
 */
final class FragmentQueue {

    /** rtpengine: so long. */
    static final long MAX_WAIT_NS = 3_000_000_000L;

    /** Of all parties together; more are not kept. */
    static final int MAX_WAITING = 1000;

    private record Party(String callId, String tag) {}

    private record Waiting(SdpBody fragment, long sinceNs) {}

    private final Map<Party, List<Waiting>> byParty = new LinkedHashMap<>();
    private int count;

    /** @return false when too many are waiting */
    synchronized boolean add(String callId, String tag, SdpBody fragment, long nowNs) {
        dropExpired(nowNs);
        if (count >= MAX_WAITING) {
            return false;
        }
        byParty.computeIfAbsent(new Party(callId, tag), _ -> new ArrayList<>()).add(new Waiting(fragment, nowNs));
        count++;
        return true;
    }

    /** Takes what waits for the description that this party has just sent, in order of arrival. */
    synchronized List<SdpBody> take(String callId, String tag, long nowNs) {
        if (count == 0) {
            return List.of();
        }
        dropExpired(nowNs);
        List<Waiting> waiting = byParty.remove(new Party(callId, tag));
        if (waiting == null) {
            return List.of();
        }
        count -= waiting.size();
        return waiting.stream().map(Waiting::fragment).toList();
    }

    private void dropExpired(long nowNs) {
        byParty.values().removeIf(waiting -> {
            int before = waiting.size();
            waiting.removeIf(one -> nowNs - one.sinceNs() >= MAX_WAIT_NS);
            count -= before - waiting.size();
            return waiting.isEmpty();
        });
    }
}
