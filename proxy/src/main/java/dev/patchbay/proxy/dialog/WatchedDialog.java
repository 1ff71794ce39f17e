package dev.patchbay.proxy.dialog;

import java.time.Instant;
import java.util.Optional;

/**
 * A dialog that was answered. Immutable; each message makes a new one.
 *
 * @param offered the target that a re-INVITE or UPDATE under way has named
 * @param isEnding a BYE is under way
 * @param forgottenAt when nothing more is heard
 */
record WatchedDialog(
        DialogId id, DialogParty caller, DialogParty callee, Optional<OfferedTarget> offered, boolean isEnding, Instant forgottenAt) {

    /** Counts for the dialog when its request is accepted (RFC 3261 section 12.2.2). */
    record OfferedTarget(DialogSide side, long cseq, DialogParty party) {}

    DialogParty party(DialogSide side) {
        return side == DialogSide.CALLER ? caller : callee;
    }

    WatchedDialog with(DialogSide side, DialogParty party) {
        return side == DialogSide.CALLER
                ? new WatchedDialog(id, party, callee, offered, isEnding, forgottenAt)
                : new WatchedDialog(id, caller, party, offered, isEnding, forgottenAt);
    }

    WatchedDialog with(Optional<OfferedTarget> newOffered) {
        return new WatchedDialog(id, caller, callee, newOffered, isEnding, forgottenAt);
    }

    WatchedDialog until(Instant newForgottenAt) {
        return new WatchedDialog(id, caller, callee, offered, isEnding, newForgottenAt);
    }

    WatchedDialog ending(boolean isEndingNow, Instant newForgottenAt) {
        return new WatchedDialog(id, caller, callee, offered, isEndingNow, newForgottenAt);
    }
}
