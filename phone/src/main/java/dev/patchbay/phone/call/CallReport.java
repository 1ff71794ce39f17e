package dev.patchbay.phone.call;

import dev.patchbay.phone.media.MediaFigures;
import java.time.Duration;
import java.util.Optional;

/**
 * What became of a phone's one call.
 *
 * @param peer URI of the other party; empty if there was none
 * @param talked from answer to end
 */
public record CallReport(Outcome outcome, String peer, Duration talked, MediaFigures media) {

    /** Why this is not what was wanted: no call, or one without sound. */
    public Optional<String> problem() {
        if (!outcome.isNormal()) {
            return Optional.of(outcome.text());
        }
        return media.tone().isPresent() ? Optional.empty() : Optional.of("no tone was heard");
    }
}
