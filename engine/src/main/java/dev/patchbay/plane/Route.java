package dev.patchbay.plane;

import dev.patchbay.plan.Sink;
import org.jspecify.annotations.Nullable;

/** A {@link Sink} with its indexes resolved. Owner: MediaWorker. */
final class Route {

    final Component target;
    /** Where RTCP goes; null where none is expected, and then what looks like RTCP goes to {@link #target} untouched. */
    final @Nullable Component rtcpTarget;

    final boolean stripFeedback;

    private SrtpTransform transform = SrtpTransform.NONE;
    private SrtpTransform rtcpTransform = SrtpTransform.NONE;

    Route(Component target, @Nullable Component rtcpTarget, boolean stripFeedback) {
        this.target = target;
        this.rtcpTarget = rtcpTarget;
        this.stripFeedback = stripFeedback;
    }

    /** @param source the component that this route begins at */
    void resolveTransforms(Component source) {
        transform = transform(source, target);
        Component rtcp = rtcpTarget;
        rtcpTransform = rtcp == null ? transform : transform(source, rtcp);
    }

    private SrtpTransform transform(Component source, Component towards) {
        SrtpTransform computed = SrtpTransform.of(source, towards);
        // Compounds that are cut here and there cannot keep the numbers of those that are passed on.
        return computed == SrtpTransform.PASS && stripFeedback ? SrtpTransform.RECRYPT : computed;
    }

    SrtpTransform transformTo(Component towards) {
        return towards == target ? transform : rtcpTransform;
    }
}
