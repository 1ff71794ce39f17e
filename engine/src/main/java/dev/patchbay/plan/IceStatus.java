package dev.patchbay.plan;

import dev.patchbay.ice.IceRole;
import dev.patchbay.ice.IceState;
import dev.patchbay.ice.PairReport;
import dev.patchbay.ice.StunOutcome;
import dev.patchbay.net.TransportAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/** Identity and live figures of an ICE agent. One writer (its {@code MediaWorker}), any readers. It outlives plans and restarts. */
public final class IceStatus {

    /** STUN messages by what became of them, written by the owning MediaWorker with opaque stores. */
    private final AtomicLongArray outcomes = new AtomicLongArray(StunOutcome.values().length);

    private volatile IceState state = IceState.NEW;
    private volatile IceRole role = IceRole.CONTROLLED;
    private volatile String localUfrag = "";
    private volatile List<PairReport> pairs = List.of();
    private volatile int footprintBytes;
    private volatile @Nullable SelectedPair rtp;
    private volatile @Nullable SelectedPair rtcp;

    /**
     * Where a component's media goes.
     *
     * @param isSelected it was nominated, not only found to work
     * @param hasConsent the peer still answers
     */
    public record SelectedPair(TransportAddress local, TransportAddress remote, boolean isSelected, boolean hasConsent) {}

    /** That of an agent that has not begun. */
    public IceStatus() {}

    public IceState state() {
        return state;
    }

    public IceRole role() {
        return role;
    }

    /** Our user name fragment that the state belongs to; empty before the agent has begun. */
    public String localUfrag() {
        return localUfrag;
    }

    /** As of the last change of the state or of a pair in use, best first. */
    public List<PairReport> pairs() {
        return pairs;
    }

    /** What the agent takes on the heap, about; 0 before it has begun. */
    public int footprintBytes() {
        return footprintBytes;
    }

    /** @param component 1 RTP, 2 RTCP; null before a pair works */
    public @Nullable SelectedPair pair(int component) {
        return component == 1 ? rtp : rtcp;
    }

    public long messages(StunOutcome outcome) {
        return outcomes.getOpaque(outcome.ordinal());
    }

    public void count(StunOutcome outcome) {
        outcomes.setOpaque(outcome.ordinal(), outcomes.getPlain(outcome.ordinal()) + 1);
    }

    public void setState(IceState value, IceRole inRole, String ufrag) {
        role = inRole;
        localUfrag = ufrag;
        state = value;
    }

    public void setFootprintBytes(int value) {
        footprintBytes = value;
    }

    public void setPairs(List<PairReport> value) {
        pairs = value;
    }

    public void setPair(int component, @Nullable SelectedPair value) {
        if (component == 1) {
            rtp = value;
        } else {
            rtcp = value;
        }
    }
}
