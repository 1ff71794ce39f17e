package dev.patchbay.negotiate;

import dev.patchbay.call.CallState;
import dev.patchbay.call.Participant;
import dev.patchbay.call.Participant.TagType;
import dev.patchbay.ngwire.CommandException;
import dev.patchbay.ngwire.DialogKeys;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds or creates the two parties that an offer or answer is about, and makes them partners. */
final class DialogMatcher {

    /** The {@code error-reason} for tags that do not belong together. */
    static final String INVALID_ASSOCIATION = "Invalid dialogue association";

    private final CallState state;
    private final long nowUs;

    DialogMatcher(CallState state, long nowUs) {
        this.state = state;
        this.nowUs = nowUs;
    }

    /** Sender and receiver of the SDP. */
    record Dialog(Participant sender, Participant receiver) {}

    Dialog forOffer(DialogKeys keys) throws CommandException {
        Participant from = state.tagged(keys.fromTag()).orElse(null);
        if (from == null) {
            from = add(keys.fromTag(), Optional.empty());
        }
        Participant to = keys.toTag().isPresent()
                ? byTagOrAdopted(from, keys.toTag().get(), keys.viaBranch())
                : byBranch(from, keys.viaBranch());
        from.signalled(TagType.FROM_TAG, nowUs);
        to.setTagType(to.tag() == null ? TagType.UNKNOWN : TagType.TO_TAG);
        return associated(from, to);
    }

    /** The answering party, named by the to-tag, is the sender. */
    Dialog forAnswer(DialogKeys keys) throws CommandException {
        String toTag = keys.toTag().orElseThrow(() -> new CommandException(INVALID_ASSOCIATION));
        Participant offerer = state.tagged(keys.fromTag()).orElse(null);
        if (offerer == null) {
            offerer = add(keys.fromTag(), Optional.empty());
        }
        Participant answerer = byTagOrAdopted(offerer, toTag, keys.viaBranch());
        answerer.signalled(TagType.TO_TAG, nowUs);
        offerer.setTagType(TagType.FROM_TAG);
        return associated(answerer, offerer);
    }

    /**
     * The party with this tag; else a partner that has no tag yet gets it (of the branch, if one matches); else a new party:
     * another fork that answers.
     */
    private Participant byTagOrAdopted(Participant partner, String tag, Optional<String> viaBranch) throws CommandException {
        Optional<Participant> known = state.tagged(tag);
        if (known.isPresent()) {
            return known.get();
        }
        Participant untagged = untaggedPartner(partner, viaBranch);
        if (untagged == null) {
            return add(tag, viaBranch);
        }
        untagged.setTag(tag);
        return untagged;
    }

    private @Nullable Participant untaggedPartner(Participant partner, Optional<String> viaBranch) {
        Participant newest = null;
        for (Participant candidate : livingSourcesOf(partner)) {
            if (candidate.tag() != null) {
                continue;
            }
            if (viaBranch.isPresent() && viaBranch.get().equals(candidate.viaBranch())) {
                return candidate;
            }
            newest = newest == null ? candidate : newest;
        }
        return newest;
    }

    private List<Participant> livingSourcesOf(Participant participant) {
        List<Participant> sources = state.sourcesOf(participant);
        sources.removeIf(source -> source.deletedUs() != 0);
        return sources;
    }

    /** The partner for an offer without a to-tag: that of the branch, one without a branch, or a new one. */
    private Participant byBranch(Participant from, Optional<String> viaBranch) throws CommandException {
        List<Participant> partners = livingSourcesOf(from);
        if (viaBranch.isEmpty()) {
            return partners.isEmpty() ? addUntagged(viaBranch) : partners.getFirst();
        }
        for (Participant partner : partners) {
            if (viaBranch.get().equals(partner.viaBranch())) {
                return partner;
            }
        }
        for (Participant partner : partners) {
            if (partner.viaBranch() == null) {
                partner.setViaBranch(viaBranch.get());
                return partner;
            }
        }
        return addUntagged(viaBranch);
    }

    private Dialog associated(Participant sender, Participant receiver) {
        sender.setDeletedUs(0);
        receiver.setDeletedUs(0);
        state.associate(receiver, sender);
        return new Dialog(sender, receiver);
    }

    private Participant add(String tag, Optional<String> viaBranch) throws CommandException {
        checkRoom();
        return state.add(tag, viaBranch.orElse(null), nowUs);
    }

    private Participant addUntagged(Optional<String> viaBranch) throws CommandException {
        checkRoom();
        return state.add(null, viaBranch.orElse(null), nowUs);
    }

    private void checkRoom() throws CommandException {
        if (state.participants().size() >= CallState.MAX_PARTICIPANTS) {
            throw new CommandException(INVALID_ASSOCIATION);
        }
    }
}
