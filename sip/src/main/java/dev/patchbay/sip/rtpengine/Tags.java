package dev.patchbay.sip.rtpengine;

import dev.patchbay.sip.flag.CommandFlags;
import dev.patchbay.sip.flag.NgOperation;
import dev.patchbay.sip.message.SipMessage;
import java.util.Optional;

/**
 * The tags of a command: {@code from-tag} is the party that the SDP comes from.
 *
 * @param from empty when the command names no party
 */
record Tags(Optional<String> from, Optional<String> to) {

    private static final Tags NONE = new Tags(Optional.empty(), Optional.empty());

    /** How much of the dialog a command names by itself. */
    enum Naming {
        /** Both parties, as far as they are known. */
        BOTH,
        /** The caller; the callee only when the flags say so. */
        FROM_ONLY,
        /** Nobody, unless the flags say so. */
        NOBODY
    }

    static Tags of(SipMessage message, CommandFlags flags, Naming naming, boolean isStopMediaLikeAnswer)
            throws CommandRefusedException {
        if (naming == Naming.NOBODY && flags.fromTag().isEmpty() && !flags.isDirectional() && !flags.isToTagForced()) {
            return NONE;
        }
        Optional<String> caller = flags.fromTag().or(message::fromTag);
        Optional<String> callee = flags.toTag().or(message::toTag);
        NgOperation operation = flags.operation();
        boolean isFromCaller = message.isRequest()
                ? operation != NgOperation.ANSWER
                : operation == NgOperation.DELETE
                        || operation == NgOperation.ANSWER
                        || (isStopMediaLikeAnswer && operation == NgOperation.STOP_MEDIA);
        if (isFromCaller) {
            boolean isCalleeNamed = naming == Naming.BOTH || flags.isToTagForced() || flags.isDirectional();
            return new Tags(caller, isCalleeNamed ? callee.filter(tag -> !tag.isEmpty()) : Optional.empty());
        }
        if (callee.isEmpty() || callee.get().isEmpty()) {
            throw new CommandRefusedException("No to-tag present");
        }
        boolean isCallerNamed = naming == Naming.BOTH || flags.isToTagForced() || flags.isDirectional();
        return new Tags(callee, isCallerNamed ? caller : Optional.empty());
    }
}
