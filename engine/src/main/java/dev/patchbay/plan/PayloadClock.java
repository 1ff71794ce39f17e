package dev.patchbay.plan;

/**
 * A payload type that was signalled, and its clock.
 *
 * @param payloadType 0..127
 * @param clockRateHz above 0
 */
public record PayloadClock(int payloadType, int clockRateHz) {}
