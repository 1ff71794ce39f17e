package dev.patchbay.metrics;

import dev.patchbay.offload.OffloadSummary;

/**
 * In-kernel forwarding.
 *
 * @param summary what it is and what happened
 * @param streams in the kernel now
 */
public record KernelFigures(OffloadSummary summary, long streams) {

    public static final KernelFigures NONE = new KernelFigures(OffloadSummary.off("not wanted"), 0);
}
