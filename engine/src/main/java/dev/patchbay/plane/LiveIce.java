package dev.patchbay.plane;

import dev.patchbay.ice.IceAgent;
import dev.patchbay.ice.IceListener;
import dev.patchbay.ice.IceState;
import dev.patchbay.ice.LocalCandidate;
import dev.patchbay.ice.StunOutcome;
import dev.patchbay.ice.StunSource;
import dev.patchbay.linux.datagram.Datagram;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.plan.DropReason;
import dev.patchbay.plan.EndpointRule;
import dev.patchbay.plan.IcePlan;
import dev.patchbay.plan.IceStatus;
import dev.patchbay.plan.IceStatus.SelectedPair;
import dev.patchbay.plan.MediaPort;
import dev.patchbay.plane.WorkerCounters.Counter;
import dev.patchbay.stun.StunWriter;
import org.jspecify.annotations.Nullable;

/**
 * An ICE agent at work: gives it the STUN messages of its components' ports, sends what it wants sent, and lets its pairs decide where
 * the components' media goes. Owner: MediaWorker.
 */
final class LiveIce implements IceListener {

    final IceStatus status;
    private final LiveCall call;
    private final IceWork work;
    private final IceAgent agent;
    private Component rtp;
    private @Nullable Component rtcp;
    /** When the timers will look at it; {@link Long#MAX_VALUE} for never. Belongs to {@link IceAgents}. */
    long scheduledNs = Long.MAX_VALUE;

    private final DatagramSource source = new DatagramSource();

    /** The source of the datagram in hand. */
    private static final class DatagramSource implements StunSource {
        @Nullable Datagram datagram;

        @Override
        public boolean is(TransportAddress address) {
            return datagram != null && datagram.isFrom(address);
        }

        @Override
        public TransportAddress copy() {
            if (datagram == null) {
                throw new IllegalStateException("no datagram in hand");
            }
            return datagram.copySource();
        }
    }

    LiveIce(LiveCall call, IceWork work, IcePlan plan, Component[] components, long nowNs) {
        this.call = call;
        this.work = work;
        this.status = plan.status();
        this.rtp = components[plan.rtpComponent()];
        adopt(plan, components);
        // It may send and report from its first moment on, so it comes last.
        this.agent = new IceAgent(work.messages, work.random, this, plan.setup(), nowNs);
        status.setState(agent.state(), agent.role(), agent.localUfrag());
    }

    /** Takes over a new plan. */
    void configure(IcePlan plan, Component[] components, long nowNs) {
        adopt(plan, components);
        agent.configure(plan.setup(), nowNs);
        status.setState(agent.state(), agent.role(), agent.localUfrag());
    }

    private void adopt(IcePlan plan, Component[] components) {
        rtp = components[plan.rtpComponent()];
        rtcp = plan.rtcpComponent() < 0 ? null : components[plan.rtcpComponent()];
        adopt(rtp, 1, plan);
        if (rtcp != null) {
            adopt(rtcp, 2, plan);
        }
    }

    private void adopt(Component component, int number, IcePlan plan) {
        boolean hasCandidate = plan.setup().localCandidates().stream().anyMatch(local -> local.component() == number);
        if (hasCandidate && plan.setup().remote() != null) {
            component.joinIce(this, number);
        } else if (hasCandidate) {
            // The peer may check before it is described, or turn out not to do ICE: its media is learned from as ever.
            component.awaitIce(this, number);
        } else {
            component.leaveIce();
        }
    }

    /** It is in no plan any more. */
    void retire() {
        rtp.leaveIce();
        if (rtcp != null) {
            rtcp.leaveIce();
        }
    }

    private @Nullable Component component(int number) {
        return number == 1 ? rtp : rtcp;
    }

    long nextTimerNs() {
        return agent.nextTimerNs();
    }

    void onTimer(long nowNs) {
        agent.onTimer(nowNs);
    }

    /** A STUN message for one of the components. */
    Verdict onStun(PacketContext ctx) {
        LocalCandidate local = agent.localCandidate(ctx.port.local());
        if (local == null || !work.view.wrap(ctx.datagram.bytes(), ctx.datagram.length())) {
            return refused(ctx);
        }
        source.datagram = ctx.datagram;
        StunOutcome outcome = agent.onMessage(work.view, local, source, ctx.nowNs);
        status.count(outcome);
        return switch (outcome) {
            case ANSWERED, MATCHED -> {
                call.counters.add(Counter.STUN_ACCEPTED, 1);
                yield Verdict.CONSUMED;
            }
            case IGNORED -> Verdict.CONSUMED;
            case UNAUTHENTIC, UNMATCHED -> refused(ctx);
        };
    }

    private Verdict refused(PacketContext ctx) {
        call.counters.add(Counter.STUN_REFUSED, 1);
        return ctx.drop(DropReason.STUN_REFUSED);
    }

    /** Whether the peer has shown, by a message only it can make, that it sends from where this datagram came from. */
    boolean isValidated(int number, Datagram datagram) {
        source.datagram = datagram;
        return agent.isValidated(number, source);
    }

    /** Whether media from there may be the peer's: everything may, as long as no pair works. */
    boolean admits(int number, Datagram datagram) {
        return status.pair(number) == null || isValidated(number, datagram);
    }

    @Override
    public void send(LocalCandidate from, TransportAddress target, StunWriter message) {
        Component component = component(from.component());
        MediaPort port = component == null ? null : component.portAt(from.base());
        Datagram datagram = port == null ? null : work.io.allocate();
        if (port == null || datagram == null) {
            // Like a message lost on the way: the agent repeats what matters.
            return;
        }
        message.copyTo(datagram.bytes());
        datagram.setLength(message.length());
        work.io.send(port.socket(), datagram, target);
    }

    @Override
    public void onPair(int number, LocalCandidate local, TransportAddress remote, boolean isSelected) {
        Component component = component(number);
        if (component == null) {
            return;
        }
        component.learner.followPair(remote, isSelected ? EndpointRule.ICE_SELECTED : EndpointRule.ICE_WORKING);
        MediaPort port = component.portAt(local.base());
        if (port != null) {
            component.select(port);
        }
        status.setPair(number, new SelectedPair(local.base(), remote, isSelected, true));
        component.isWithheld = false;
        component.startHandshake();
    }

    @Override
    public void onState(IceState former, IceState now) {
        if (now == IceState.FAILED) {
            rtp.learner.giveUpIce();
            if (rtcp != null) {
                rtcp.learner.giveUpIce();
            }
        }
        switch (now) {
            case COMPLETED -> call.counters.add(Counter.ICE_COMPLETED, 1);
            case FAILED -> call.counters.add(Counter.ICE_FAILED, 1);
            case DISCONNECTED -> call.counters.add(Counter.CONSENT_EXPIRED, 1);
            case NEW, CHECKING, CONNECTED -> {}
        }
        work.events.onIce(call.callId, status, now);
    }

    @Override
    public void onConsent(int number, boolean isGiven) {
        Component component = component(number);
        SelectedPair pair = status.pair(number);
        if (component != null && pair != null) {
            status.setPair(number, new SelectedPair(pair.local(), pair.remote(), pair.isSelected(), isGiven));
            component.isWithheld = !isGiven && work.settings.stopsWithoutConsent();
        }
    }

    /** Publishes what operators may see. */
    void publish() {
        IceState state = agent.state();
        boolean isSettled = state == IceState.COMPLETED && status.state() == state;
        if (!isSettled || status.pairs().size() != agent.pairCount()) {
            status.setPairs(agent.report());
            status.setFootprintBytes(agent.footprintBytes());
        }
        status.setState(state, agent.role(), agent.localUfrag());
    }
}
