package dev.patchbay.plane;

import org.jspecify.annotations.Nullable;

/** A {@link Sink} with its indexes resolved. Immutable; owner: MediaWorker. */
final class Route {

    final Component target;
    /** Where RTCP goes; null where none is expected, and then what looks like RTCP goes to {@link #target} untouched. */
    final @Nullable Component rtcpTarget;

    final boolean stripFeedback;

    Route(Component target, @Nullable Component rtcpTarget, boolean stripFeedback) {
        this.target = target;
        this.rtcpTarget = rtcpTarget;
        this.stripFeedback = stripFeedback;
    }
}
