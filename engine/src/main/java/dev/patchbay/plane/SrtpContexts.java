package dev.patchbay.plane;

import dev.patchbay.srtp.MasterKey;
import dev.patchbay.srtp.SentIndexes;
import dev.patchbay.srtp.SrtpParameters;
import dev.patchbay.srtp.SrtpReceiver;
import dev.patchbay.srtp.SrtpSender;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The SRTP state of a call by key. It outlives plans, so that a re-offer, a hold or a key that comes back finds rollover counters and
 * replay windows as they were, and no outgoing index is used twice. Components with the same key share it: RTCP may move to the port
 * of RTP and back. Owner: MediaWorker.
 */
final class SrtpContexts {

    /**
     * Keys of one direction remembered; beyond that the longest unused ones go. A call has a few, and each re-offer with new keys brings
     * a few more.
     */
    static final int MAX_KEYS = 64;

    private final Map<SrtpParameters, SrtpReceiver> receivers = bounded();
    private final Map<SrtpParameters, SrtpSender> senders = bounded();
    private final Map<MasterKey, SentIndexes> sentIndexes = bounded();

    private static <K, V> Map<K, V> bounded() {
        return new LinkedHashMap<>(4, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > MAX_KEYS;
            }
        };
    }

    @Nullable SrtpReceiver receiver(@Nullable SrtpParameters parameters) {
        return parameters == null ? null : receivers.computeIfAbsent(parameters, SrtpReceiver::new);
    }

    @Nullable SrtpSender sender(@Nullable SrtpParameters parameters) {
        if (parameters == null) {
            return null;
        }
        // Another suite of the same key uses up the same indexes.
        SentIndexes indexes = sentIndexes.computeIfAbsent(parameters.masterKey(), _ -> new SentIndexes());
        return senders.computeIfAbsent(parameters, p -> new SrtpSender(p, indexes));
    }
}
