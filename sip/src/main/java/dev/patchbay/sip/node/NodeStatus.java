package dev.patchbay.sip.node;

import java.time.Instant;

/**
 * A node's state at one moment.
 *
 * @param reason for people: what brought the node into this condition
 * @param since when it came into this condition, the earliest moment if it was renewed
 * @param recheckAtNs {@link RelayClock#nanoTime} from when on a ping is tried; of meaning when {@link NodeCondition#DISABLED_UNTIL}
 */
public record NodeStatus(NodeCondition condition, String reason, Instant since, long recheckAtNs) {

    public boolean isEnabled() {
        return condition == NodeCondition.ENABLED;
    }

    public boolean isPermanentlyDisabled() {
        return condition == NodeCondition.DISABLED_PERMANENTLY;
    }

    /** Whether it is time to try a node that did not answer. */
    public boolean isRecheckDue(long nowNs) {
        return condition == NodeCondition.DISABLED_UNTIL && nowNs - recheckAtNs >= 0;
    }
}
