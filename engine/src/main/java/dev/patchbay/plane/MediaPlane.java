package dev.patchbay.plane;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The workers as the rest of the engine sees them. Any thread; every call of a method becomes a command in the bounded queue of the
 * worker that owns the call.
 */
public interface MediaPlane extends AutoCloseable {

    /** Puts a plan in force, for a new call or in place of its former plan. Plans of one call must come in order. */
    void apply(ForwardingPlan plan);

    /** Ends a call: all its ports are closed and reported to {@link MediaEvents#onPortsClosed}. Unknown calls are ignored. */
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
