package dev.patchbay.sip.node;

import java.time.Duration;

/**
 * One relay in one set, and whether it is in use: a state machine ({@link NodeCondition}) that any thread may move. Weight and
 * place in the set belong to the snapshot ({@link WeightedNode}); this object outlives reloads.
 */
public final class RelayNode {

    private final int index;
    private final int setId;
    private final RelayUrl url;
    private final RelayClock clock;
    private final NodeListener listener;
    private volatile NodeStatus status; // written under this node's monitor

    RelayNode(int index, int setId, RelayUrl url, RelayClock clock, NodeListener listener) {
        this.index = index;
        this.setId = setId;
        this.url = url;
        this.clock = clock;
        this.listener = listener;
        this.status = new NodeStatus(NodeCondition.ENABLED, "configured", clock.now(), 0);
    }

    /** Counts nodes from 0 in the order in which they became known; never given out twice. */
    public int index() {
        return index;
    }

    public int setId() {
        return setId;
    }

    public RelayUrl url() {
        return url;
    }

    public NodeStatus status() {
        return status;
    }

    public boolean isEnabled() {
        return status.isEnabled();
    }

    /** Back in use, whatever it was before: somebody switched it on. */
    public void enable(String reason) {
        move(NodeCondition.ENABLED, reason, 0);
    }

    /** Out of use until somebody switches it on. */
    public void disablePermanently(String reason) {
        move(NodeCondition.DISABLED_PERMANENTLY, reason, 0);
    }

    /** Out of use, and to be pinged after a while; also takes a node out of {@link NodeCondition#DISABLED_PERMANENTLY}. */
    public void disableFor(Duration recheckAfter, String reason) {
        move(NodeCondition.DISABLED_UNTIL, reason, clock.nanoTime() + recheckAfter.toNanos());
    }

    /** It answered: back in use, unless somebody switched it off. */
    public void onAnswer(String reason) {
        NodeStatus now = status;
        while (!now.isEnabled() && !now.isPermanentlyDisabled()) {
            if (change(now, NodeCondition.ENABLED, reason, 0)) {
                return;
            }
            now = status;
        }
    }

    /** It did not answer: out of use for a while, unless somebody switched it off for good. */
    public void onFailure(Duration recheckAfter, String reason) {
        NodeStatus now = status;
        while (!now.isPermanentlyDisabled()) {
            if (change(now, NodeCondition.DISABLED_UNTIL, reason, clock.nanoTime() + recheckAfter.toNanos())) {
                return;
            }
            now = status;
        }
    }

    /**
     * Claims the right to ping a node that is disabled for a while.
     *
     * @return false when it is not, or another thread is at it already
     */
    public boolean beginProbe() {
        NodeStatus now = status;
        return now.condition() == NodeCondition.DISABLED_UNTIL && change(now, NodeCondition.PROBING, now.reason(), now.recheckAtNs());
    }

    /** Whether it is time to ping this node. */
    public boolean isRecheckDue() {
        return status.isRecheckDue(clock.nanoTime());
    }

    private void move(NodeCondition next, String reason, long recheckAtNs) {
        while (!change(status, next, reason, recheckAtNs)) {
            Thread.onSpinWait();
        }
    }

    private boolean change(NodeStatus before, NodeCondition next, String reason, long recheckAtNs) {
        if (!before.condition().successors().contains(next)) {
            throw new IllegalStateException(url + ": " + before.condition() + " -> " + next);
        }
        boolean isSame = before.condition() == next;
        NodeStatus after = new NodeStatus(next, reason, isSame ? before.since() : clock.now(), recheckAtNs);
        synchronized (this) {
            if (!status.equals(before)) {
                return false;
            }
            status = after;
        }
        if (!isSame) {
            listener.onChange(this, before, after);
        }
        return true;
    }

    @Override
    public String toString() {
        return url + " (set " + setId + ")";
    }
}
