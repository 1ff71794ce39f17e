package dev.patchbay.system.differential;

import dev.patchbay.golden.GoldenRun;
import java.util.Optional;

/** Says whether two replies differ. */
final class Judge {
    private Judge() {}

    /** What differs, in words; empty when nothing does that is not known and justified. */
    static Optional<String> difference(RelayPair.Replies replies) {
        String theirs = KnownDifference.leaveOut(replies.fromReference());
        String ours = KnownDifference.leaveOut(replies.fromPatchbay());
        // 19-codec-strip-leaves-events: there is nothing to compare with.
        if (theirs.lines().anyMatch(line -> line.matches("m=\\S+ \\S+ RTP/\\S+ (101)? *"))) {
            return Optional.empty();
        }
        GoldenRun comparison = new GoldenRun();
        // Of JSON only what the expected side has is compared, so both have to be that side.
        return comparison.difference(theirs, ours).or(() -> comparison.difference(ours, theirs).map(what -> "the other way round: " + what));
    }
}
