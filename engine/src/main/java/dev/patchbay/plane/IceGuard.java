package dev.patchbay.plane;

import dev.patchbay.net.TransportAddress;
import dev.patchbay.plan.DropReason;

/**
 * Once ICE has found a pair, media of the component is taken only from addresses from which the peer has proven its password: a
 * stranger who guesses the port cannot slip anything in.
 */
final class IceGuard {

    Verdict apply(PacketContext ctx) {
        Component component = ctx.component;
        LiveIce agent = component.ice;
        if (agent == null) {
            return Verdict.CONTINUE;
        }
        TransportAddress endpoint = component.learner.endpoint();
        boolean isAdmitted = (endpoint != null && ctx.datagram.isFrom(endpoint))
                || agent.admits(component.iceComponent, ctx.datagram);
        return isAdmitted ? Verdict.CONTINUE : ctx.drop(DropReason.NOT_CHECKED_BY_ICE);
    }
}
