package dev.patchbay.metrics;

import dev.patchbay.plane.MediaTotals;

/**
 * How packets are exchanged with the system, and what went wrong there.
 *
 * @param tier in use, such as {@code io_uring}
 * @param reason why this one
 * @param workers how many threads
 * @param receiveOverflow packets the system dropped since the start because a receive buffer was full
 */
public record MediaIoFigures(String tier, String reason, int workers, MediaTotals totals, long receiveOverflow) {}
