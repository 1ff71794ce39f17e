package dev.patchbay.proxy.dialog;

import java.time.Duration;

/**
 * @param calls with pending INVITEs or dialogs; further ones pass without being watched, and are counted
 * @param dialogsPerCall answered branches of a forked call, and INVITEs under one Call-ID
 * @param pending how long an INVITE may go unanswered: longer than timer C
 * @param silent a dialog without any request for so long is forgotten
 * @param ending how long the answer to a BYE may take
 */
public record DialogLimits(int calls, int dialogsPerCall, Duration pending, Duration silent, Duration ending) {

    public DialogLimits {
        if (calls < 1 || dialogsPerCall < 1 || !pending.isPositive() || !silent.isPositive() || !ending.isPositive()) {
            throw new IllegalArgumentException("limits of dialogs have to be positive");
        }
    }

    public static DialogLimits byDefault() {
        return new DialogLimits(100_000, 16, Duration.ofMinutes(10), Duration.ofHours(12), Duration.ofSeconds(32));
    }
}
