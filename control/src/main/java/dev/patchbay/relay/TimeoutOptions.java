package dev.patchbay.relay;

/**
 * When calls end by themselves. All in seconds; checked about once a second.
 *
 * @param mediaSeconds without any packet on the streams that should receive, at least 1
 * @param silentSeconds the same for streams on hold, at least 1
 * @param offerSeconds for offers without answer, at least 1
 * @param finalSeconds since the call began, whatever happens; 0 = never
 * @param deleteDelaySeconds between a delete request and the end of the call, 0 = at once
 */
public record TimeoutOptions(
        int mediaSeconds, int silentSeconds, int offerSeconds, int finalSeconds, int deleteDelaySeconds) {

    /** rtpengine's values. */
    public static final TimeoutOptions DEFAULT = new TimeoutOptions(60, 3600, 3600, 0, 30);

    public TimeoutOptions {
        checkAtLeast(1, "timeout", mediaSeconds);
        checkAtLeast(1, "silent-timeout", silentSeconds);
        checkAtLeast(1, "offer-timeout", offerSeconds);
        checkAtLeast(0, "final-timeout", finalSeconds);
        checkAtLeast(0, "delete-delay", deleteDelaySeconds);
    }

    private static void checkAtLeast(int least, String what, int seconds) {
        if (seconds < least) {
            throw new IllegalArgumentException(what + " of " + seconds + " seconds is below " + least);
        }
    }
}
