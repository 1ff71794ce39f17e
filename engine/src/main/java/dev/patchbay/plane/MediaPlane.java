package dev.patchbay.plane;

import dev.patchbay.plan.ComponentStatus;
import dev.patchbay.plan.ForwardingPlan;
import dev.patchbay.plan.MediaSecurity;
import dev.patchbay.plan.SrtpKeys;
import dev.patchbay.quality.SsrcReport;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The workers as the rest of the engine sees them. Any thread; every call of a method becomes a command in the bounded queue of the
 * worker that owns the call.
 */
public interface MediaPlane extends AutoCloseable {

    /** Puts a plan in force, for a new call or in place of its former plan. Plans of one call must come in order. */
    void apply(ForwardingPlan plan);

    /**
     * As {@link #apply}, for a plan that brings no new port and does nothing until a packet comes. It is in force before the next
     * packet is looked at, but the worker is not woken for it.
     */
    default void applySoon(ForwardingPlan plan) {
        apply(plan);
    }

    /**
     * Gives a component of kind {@link MediaSecurity#BY_HANDSHAKE} the keys its handshake has brought. Ignored when call or component
     * are gone, or are not secured that way any more.
     */
    default void installKeys(String callId, ComponentStatus component, SrtpKeys keys) {
        throw new UnsupportedOperationException("no handshakes on this plane");
    }

    /**
     * Ends a call, within a tenth of a second and before its next packet is looked at: all its ports are closed and reported to
     * {@link MediaEvents#onPortsClosed}. Unknown calls are ignored.
     */
    void remove(String callId);

    /** RTCP statistics of a call by SSRC, in order of appearance; empty for an unknown call. */
    CompletableFuture<List<SsrcReport>> ssrcReports(String callId);

    /** Figures of all workers since start. */
    MediaTotals totals();

    /** The clock that {@link ForwardingPlan#lastSignalNs} and the status cells refer to. */
    long nowNs();

    /** Stops the workers; ports still open are closed. */
    @Override
    void close();
}
