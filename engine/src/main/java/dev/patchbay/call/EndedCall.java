package dev.patchbay.call;

/**
 * A call that has just ended, for CDR, callback and statistics.
 *
 * @param state its last state
 * @param endedUs microseconds since 1970
 */
public record EndedCall(Call call, CallState state, Termination termination, long endedUs) {

    public long durationUs() {
        return Math.max(0, endedUs - call.createdUs());
    }
}
