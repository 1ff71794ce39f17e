package dev.patchbay.plane;

import dev.patchbay.plan.ForwardingPlan;
import dev.patchbay.plan.IcePlan;
import dev.patchbay.plan.IceStatus;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The ICE agents of a worker's calls, and their timers. Owner: MediaWorker. */
final class IceAgents {

    /** What is to be done with an agent that met a defect of ours. */
    interface FailureHandler {
        void onFailure(LiveCall call, Throwable cause);
    }

    /** An agent's place in the queue; outdated when the agent is scheduled for another time. */
    private record Alarm(long atNs, LiveCall call, LiveIce agent) {}

    private final IceWork work;
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>(Comparator.comparingLong(Alarm::atNs));

    IceAgents(IceWork work) {
        this.work = work;
    }

    /** A plan came into force: its agents go on, begin or end. */
    void update(LiveCall call, ForwardingPlan plan, long nowNs) {
        LiveIce[] former = call.agents;
        LiveIce[] agents = new LiveIce[plan.agents().size()];
        for (LiveIce agent : former) {
            if (plan.agents().stream().noneMatch(wanted -> wanted.status() == agent.status)) {
                retire(agent);
            }
        }
        for (int i = 0; i < agents.length; i++) {
            IcePlan wanted = plan.agents().get(i);
            LiveIce present = find(former, wanted.status());
            if (present == null) {
                agents[i] = new LiveIce(call, work, wanted, call.components, nowNs);
            } else {
                present.configure(wanted, call.components, nowNs);
                agents[i] = present;
            }
        }
        call.agents = agents;
        for (LiveIce agent : agents) {
            touched(call, agent);
        }
    }

    private static @Nullable LiveIce find(LiveIce[] agents, IceStatus status) {
        for (LiveIce agent : agents) {
            if (agent.status == status) {
                return agent;
            }
        }
        return null;
    }

    void remove(LiveCall call) {
        for (LiveIce agent : call.agents) {
            retire(agent);
        }
        call.agents = LiveCall.NO_AGENTS;
    }

    private static void retire(LiveIce agent) {
        agent.retire();
        agent.scheduledNs = Long.MAX_VALUE;
    }

    /** Something happened to the agent: it may want to be called at another time. */
    void touched(LiveCall call, LiveIce agent) {
        agent.publish();
        long next = agent.nextTimerNs();
        if (next < agent.scheduledNs) {
            agent.scheduledNs = next;
            alarms.add(new Alarm(next, call, agent));
        }
    }

    /** {@link Long#MAX_VALUE} for never. */
    long nextNs() {
        Alarm first = alarms.peek();
        return first == null ? Long.MAX_VALUE : first.atNs();
    }

    /** Does what is due. */
    void run(long nowNs, FailureHandler failures) {
        for (Alarm first = alarms.peek(); first != null && first.atNs() <= nowNs; first = alarms.peek()) {
            alarms.remove();
            LiveIce agent = first.agent();
            if (agent.scheduledNs != first.atNs()) {
                continue;
            }
            agent.scheduledNs = Long.MAX_VALUE;
            try {
                if (agent.nextTimerNs() <= nowNs) {
                    agent.onTimer(nowNs);
                }
                touched(first.call(), agent);
            } catch (RuntimeException | Error e) {
                failures.onFailure(first.call(), e);
            }
        }
    }
}
