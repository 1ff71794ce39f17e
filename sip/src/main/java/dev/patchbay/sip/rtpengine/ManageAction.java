package dev.patchbay.sip.rtpengine;

import dev.patchbay.sip.flag.NgOperation;
import dev.patchbay.sip.message.SipMessage;
import dev.patchbay.sip.route.BranchFailureRoute;
import dev.patchbay.sip.route.FailureRoute;
import dev.patchbay.sip.route.RouteContext;

/** What {@code rtpengine_manage} does with a message. */
sealed interface ManageAction {

    record Run(NgOperation operation) implements ManageAction {}

    /** An INVITE without SDP: the offer will come in the reply. The function fails, as in the modules. */
    record NoteNoSdp() implements ManageAction {}

    record Nothing() implements ManageAction {}

    record Refuse(String why) implements ManageAction {}

    static ManageAction of(RouteContext context, boolean hasSdp) {
        SipMessage message = context.message();
        return message.isRequest() ? ofRequest(context, message.method(), hasSdp) : ofReply(context, message, hasSdp);
    }

    private static ManageAction ofRequest(RouteContext context, String method, boolean hasSdp) {
        if (context instanceof BranchFailureRoute) {
            return new Nothing();
        }
        return switch (method) {
            case "CANCEL", "BYE" -> new Run(NgOperation.DELETE);
            case "ACK", "PRACK" -> hasSdp ? new Run(NgOperation.ANSWER) : new Refuse(method + " without SDP");
            case "INVITE" -> {
                if (context instanceof FailureRoute) {
                    yield new Run(NgOperation.DELETE);
                }
                yield hasSdp ? new Run(NgOperation.OFFER) : new NoteNoSdp();
            }
            case "UPDATE" -> hasSdp ? new Run(NgOperation.OFFER) : new Refuse("UPDATE without SDP");
            default -> new Refuse("nothing to manage in " + method);
        };
    }

    private static ManageAction ofReply(RouteContext context, SipMessage reply, boolean hasSdp) {
        switch (reply.method()) {
            case "INVITE", "ACK", "CANCEL", "BYE", "UPDATE", "PRACK" -> {}
            default -> {
                return new Refuse("nothing to manage in a reply to " + reply.method());
            }
        }
        if (reply.status() >= 300) {
            return new Run(NgOperation.DELETE);
        }
        if (!hasSdp) {
            return new Refuse("reply without SDP");
        }
        if (reply.method().equals("UPDATE")) {
            return new Run(NgOperation.ANSWER);
        }
        boolean isLateOffer = context.transaction().filter(notes -> notes.isWithoutSdp()).isPresent();
        return new Run(isLateOffer ? NgOperation.OFFER : NgOperation.ANSWER);
    }
}
