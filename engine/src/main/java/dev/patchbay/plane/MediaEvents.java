package dev.patchbay.plane;

import java.util.List;

/** What workers report. Called on worker threads: implementations hand over to a bounded queue and return at once. */
public interface MediaEvents {

    void onDtmf(DtmfEvent event);

    /** Sockets that left their plan: they are closed, and their ports may rest and be used again. */
    void onPortsClosed(List<MediaPort> ports);

    /**
     * An endpoint was confirmed, or changed after confirmation: for the log. At most one a second for each component, so the newest
     * state is in {@code status}.
     *
     * @param changed after confirmation, by media handover
     */
    void onEndpoint(String callId, ComponentStatus status, boolean changed);

    /**
     * A defect of ours: the worker met an exception in this call and dropped it; its ports were reported by {@link #onPortsClosed}.
     */
    default void onCallFailed(String callId) {}
}
