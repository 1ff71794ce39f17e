package dev.patchbay.plane;

import dev.patchbay.plan.ComponentStatus.Cell;
import dev.patchbay.plan.DropReason;

/** First step: what is not looked at any further, and the count of all that is. */
final class Admission {

    Verdict apply(PacketContext ctx) {
        Component component = ctx.component;
        if (component.dropTraffic) {
            // rtpengine: such packets appear in no counter, and do not keep the call from timing out.
            return ctx.drop(DropReason.TRAFFIC_DROPPED);
        }
        component.status.add(Cell.PACKETS, 1);
        component.status.add(Cell.BYTES, ctx.datagram.length());
        return ctx.datagram.isTruncated() ? ctx.drop(DropReason.TRUNCATED) : Verdict.CONTINUE;
    }
}
