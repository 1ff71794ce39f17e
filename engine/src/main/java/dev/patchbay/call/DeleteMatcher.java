package dev.patchbay.call;

import dev.patchbay.ngwire.NgCommand;
import java.util.List;
import java.util.Optional;

/** Which party a delete with a from-tag means. */
final class DeleteMatcher {

    private DeleteMatcher() {}

    /**
     * By branch if only a branch is given beside the from-tag; else by to-tag, or by from-tag without one; then by branch; at last by
     * from-tag if its only partner has not answered.
     */
    static Optional<Participant> find(CallState state, NgCommand.Delete delete) {
        Optional<Participant> byBranch = delete.viaBranch().flatMap(branch -> byBranch(state, branch));
        if (delete.toTag().isEmpty() && byBranch.isPresent()) {
            return byBranch;
        }
        String tag = delete.toTag().or(delete::fromTag).orElseThrow();
        return state.tagged(tag).or(() -> byBranch).or(() -> delete.fromTag()
                .flatMap(state::tagged)
                .filter(from -> hasOnlyUnansweredPartner(state, from)));
    }

    /** A branch that was deleted and offered again has two parties: the living one is meant. */
    private static Optional<Participant> byBranch(CallState state, String branch) {
        return state.first(p -> branch.equals(p.viaBranch()) && p.deletedUs() == 0)
                .or(() -> state.first(p -> branch.equals(p.viaBranch())));
    }

    private static boolean hasOnlyUnansweredPartner(CallState state, Participant from) {
        List<Participant> partners = state.sourcesOf(from);
        return partners.size() == 1 && partners.getFirst().tag() == null;
    }
}
