package dev.patchbay.plane;

import dev.patchbay.ice.IceState;
import dev.patchbay.plan.ComponentStatus;
import dev.patchbay.plan.IceStatus;
import dev.patchbay.plan.MediaPort;
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

    /** An ICE agent has come to another state: for the log. */
    default void onIce(String callId, IceStatus status, IceState state) {}

    /**
     * A DTLS handshake with a party failed: for the log. A few times at most for each component and SDP.
     *
     * @param reason in words
     */
    default void onHandshakeFailed(String callId, ComponentStatus status, String reason) {}

    /**
     * A party's SRTP has not authenticated, not one packet of it: for the log. Once for each component. Most often one side has
     * misread the key in the SDP.
     */
    default void onUnauthenticStream(String callId, ComponentStatus status) {}

    /**
     * A defect of ours: the worker met an exception in this call and dropped it; its ports were reported by {@link #onPortsClosed}.
     */
    default void onCallFailed(String callId) {}
}
