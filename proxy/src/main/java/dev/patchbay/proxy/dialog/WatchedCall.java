package dev.patchbay.proxy.dialog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** All that has one Call-ID: INVITEs not finally answered, and the dialogs that came of them. Immutable. */
record WatchedCall(List<PendingInvite> pending, List<WatchedDialog> dialogs) {

    static final WatchedCall EMPTY = new WatchedCall(List.of(), List.of());

    WatchedCall {
        pending = List.copyOf(pending);
        dialogs = List.copyOf(dialogs);
    }

    boolean isEmpty() {
        return pending.isEmpty() && dialogs.isEmpty();
    }

    int size() {
        return pending.size() + dialogs.size();
    }

    Optional<PendingInvite> pending(String callerTag) {
        return pending.stream().filter(p -> p.callerTag().equals(callerTag)).findFirst();
    }

    Optional<WatchedDialog> dialog(String oneTag, String otherTag) {
        return dialogs.stream().filter(d -> d.id().hasTags(oneTag, otherTag)).findFirst();
    }

    /** In the place of an earlier one of the same tag. */
    WatchedCall with(PendingInvite invite) {
        List<PendingInvite> all = new ArrayList<>(pending);
        all.removeIf(p -> p.callerTag().equals(invite.callerTag()));
        all.add(invite);
        return new WatchedCall(all, dialogs);
    }

    /** In the place of what there was of it. */
    WatchedCall with(WatchedDialog dialog) {
        List<WatchedDialog> all = new ArrayList<>(dialogs);
        all.removeIf(d -> d.id().equals(dialog.id()));
        all.add(dialog);
        return new WatchedCall(pending, all);
    }

    WatchedCall without(Predicate<WatchedDialog> which) {
        return new WatchedCall(pending, dialogs.stream().filter(which.negate()).toList());
    }

    WatchedCall withoutForgotten(Instant now) {
        return new WatchedCall(
                pending.stream().filter(p -> p.forgottenAt().isAfter(now)).toList(),
                dialogs.stream().filter(d -> d.forgottenAt().isAfter(now)).toList());
    }
}
