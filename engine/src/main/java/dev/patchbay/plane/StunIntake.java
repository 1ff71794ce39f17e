package dev.patchbay.plane;

import dev.patchbay.plan.DropReason;
import dev.patchbay.rtp.DatagramKind;

/** STUN goes to the ICE agent of its component, and to nobody else. Without an agent it is passed on like any datagram. */
final class StunIntake {

    private final IceAgents agents;

    StunIntake(IceAgents agents) {
        this.agents = agents;
    }

    Verdict apply(PacketContext ctx) {
        LiveIce agent = ctx.component.ice;
        if (agent == null || ctx.kind != DatagramKind.STUN) {
            return Verdict.CONTINUE;
        }
        if (ctx.datagram.isTruncated()) {
            return ctx.drop(DropReason.TRUNCATED);
        }
        Verdict verdict = agent.onStun(ctx);
        agents.touched(ctx.component.call, agent);
        return verdict;
    }
}
