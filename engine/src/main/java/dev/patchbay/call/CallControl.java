package dev.patchbay.call;

import dev.patchbay.log.RelayLog;
import dev.patchbay.log.Subsystem;
import dev.patchbay.negotiate.IceFragment;
import dev.patchbay.negotiate.Negotiation;
import dev.patchbay.negotiate.OfferAnswerEngine;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.ngwire.CommandException;
import dev.patchbay.ngwire.NgCommand;
import dev.patchbay.ngwire.SignallingFlags;
import dev.patchbay.plan.ForwardingPlan;
import dev.patchbay.plane.MediaPlane;
import dev.patchbay.sdp.SdpBody;
import dev.patchbay.sdp.SdpParser;
import dev.patchbay.sdp.SdpSyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The commands of the relay, whatever door they came through: offers and answers here, the others in classes of their own. Any (virtual)
 * thread; commands for different calls run side by side, those for one call one after another.
 */
public final class CallControl {

    public static final String UNKNOWN_CALL = "Unknown call-id";
    public static final String SDP_REFUSED = "Failed to parse SDP";

    private static final RelayLog LOG = RelayLog.of(Subsystem.CORE);

    private final CallRegistry registry = new CallRegistry();
    private final ReentrantLock creation = new ReentrantLock();
    private final CallTotals totals = new CallTotals();
    private final FragmentQueue fragments = new FragmentQueue();
    private final OfferAnswerEngine engine;
    private final MediaPlane plane;
    private final CallSettings settings;
    private final CallLimits limits;
    private final TrafficClass trafficClass;
    private final CallReports reports;
    private final CallEnding ending;
    private final LongSupplier microsSinceEpoch;

    /**
     * @param configuredTos TOS that new sockets have, 0..255
     * @param microsSinceEpoch the wall clock
     */
    public CallControl(
            OfferAnswerEngine engine,
            MediaPlane plane,
            CallSettings settings,
            SystemLoad load,
            int configuredTos,
            CallEvents events,
            LongSupplier microsSinceEpoch) {
        this.engine = engine;
        this.plane = plane;
        this.settings = settings;
        this.limits = new CallLimits(settings, load, totals);
        this.trafficClass = new TrafficClass(configuredTos);
        this.reports = new CallReports(registry, plane);
        this.ending = new CallEnding(registry, plane, settings, reports, totals, events, microsSinceEpoch);
        this.microsSinceEpoch = microsSinceEpoch;
    }

    public CallRegistry registry() {
        return registry;
    }

    public CallTotals totals() {
        return totals;
    }

    public CallSettings settings() {
        return settings;
    }

    /**
     * @param client address of the client, remembered with a new call
     * @return the SDP to pass on; empty if the request's was
     * @throws LoadLimitException when the call is new and the relay is full
     */
    public String offer(NgCommand.Offer offer, TransportAddress client) throws CommandException, LoadLimitException {
        if (offer.sdp().isEmpty()) {
            return "";
        }
        if (offer.flags().call().fragment()) {
            takeFragment(offer);
            return "";
        }
        SdpBody body = parse(offer.sdp());
        if (engine.isLoop(body, offer.flags())) {
            return offer.sdp();
        }
        return offer(
                        offer.keys().callId(),
                        client,
                        offer.flags(),
                        (state, nowUs) -> engine.offer(state, body, offer.keys(), offer.flags(), nowUs))
                .sdp();
    }

    /** Candidates of an agent that is known go to it at once; others wait for the offer or answer that describes it. */
    private void takeFragment(NgCommand.Offer offer) throws CommandException {
        SdpBody fragment;
        try {
            fragment = IceFragment.parse(offer.sdp());
        } catch (SdpSyntaxException e) {
            throw refused(e);
        }
        String callId = offer.keys().callId();
        String tag = offer.keys().fromTag();
        boolean isApplied = registry.withCall(callId, call -> {
                    CallState state = call.state().copy();
                    boolean isKnown = state.tagged(tag).map(party -> IceFragment.apply(fragment, party)).orElse(false);
                    if (isKnown) {
                        plane.apply(new PlanBuilder(state, settings).build(call.lastSignalNs()));
                        call.replaceState(state);
                    }
                    return isKnown;
                })
                .orElse(false);
        if (!isApplied && !fragments.add(callId, tag, fragment, plane.nowNs())) {
            LOG.warn("SDP fragment ignored: too many are waiting for their calls");
        }
    }

    /**
     * An offer (or answer) of one section without SDP, as the older rtpproxy protocol brings it.
     *
     * @return the relay's address for the other party; empty for an answer to an unknown call
     */
    public Optional<TransportAddress> endpoint(EndpointSignal signal, TransportAddress client)
            throws CommandException, LoadLimitException {
        OfferWork work = (state, nowUs) -> engine.endpoint(
                state,
                signal.endpoint(),
                signal.sectionIndex(),
                signal.keys(),
                signal.flags(),
                signal.isOffer(),
                nowUs);
        if (signal.isOffer()) {
            return localAddress(offer(signal.keys().callId(), client, signal.flags(), work), signal.sectionIndex());
        }
        return registry.<Optional<TransportAddress>, CommandException>withCall(signal.keys().callId(), call -> {
                    Negotiation negotiation = work.on(call.state(), microsSinceEpoch.getAsLong());
                    apply(call, negotiation, signal.flags());
                    return localAddress(negotiation, signal.sectionIndex());
                })
                .flatMap(address -> address);
    }

    private static Optional<TransportAddress> localAddress(Negotiation negotiation, int sectionIndex) {
        return negotiation
                .receiver()
                .section(sectionIndex)
                .flatMap(MediaSection::ports)
                .map(set -> new TransportAddress(set.local().advertised(), set.first()));
    }

    /** An offer's negotiation, once it is known which call it belongs to. */
    @FunctionalInterface
    private interface OfferWork {
        Negotiation on(CallState state, long nowUs) throws CommandException;
    }

    private Negotiation offer(String callId, TransportAddress client, SignallingFlags flags, OfferWork work)
            throws CommandException, LoadLimitException {
        while (true) {
            Call call = registry.find(callId).orElse(null);
            if (call == null) {
                call = create(callId, client);
            }
            call.lock.lock();
            try {
                if (!call.isEnded()) {
                    return offerTo(call, flags, work);
                }
            } finally {
                call.lock.unlock();
            }
        }
    }

    /** One at a time, so that many offers at once cannot exceed a limit together. */
    private Call create(String callId, TransportAddress client) throws LoadLimitException {
        creation.lock();
        try {
            Optional<Call> present = registry.find(callId);
            if (present.isPresent()) {
                return present.get();
            }
            limits.check(registry.size());
            Call call = new Call(callId, client, microsSinceEpoch.getAsLong(), plane.nowNs());
            registry.add(call);
            totals.add(CallTotals.Total.CREATED, 1);
            LOG.notice("Creating new call");
            return call;
        } finally {
            creation.unlock();
        }
    }

    /** A call that fails before anything was agreed is no call; one that is established goes on as it was. */
    private Negotiation offerTo(Call call, SignallingFlags flags, OfferWork work) throws CommandException {
        boolean isNew = call.state().participants().isEmpty();
        boolean done = false;
        try {
            Negotiation negotiation = work.on(call.state(), microsSinceEpoch.getAsLong());
            apply(call, negotiation, flags);
            done = true;
            return negotiation;
        } finally {
            if (isNew && !done) {
                call.setEnded();
                registry.remove(call);
            }
        }
    }

    public String answer(NgCommand.Answer answer) throws CommandException {
        if (answer.sdp().isEmpty()) {
            return "";
        }
        SdpBody body = parse(answer.sdp());
        if (engine.isLoop(body, answer.flags())) {
            return answer.sdp();
        }
        Optional<String> sdp = registry.<String, CommandException>withCall(answer.keys().callId(), call -> {
            Negotiation negotiation =
                    engine.answer(call.state(), body, answer.keys(), answer.flags(), microsSinceEpoch.getAsLong());
            apply(call, negotiation, answer.flags());
            return negotiation.sdp();
        });
        return sdp.orElseThrow(() -> new CommandException(UNKNOWN_CALL));
    }

    /** The plane first: should it be overloaded, the call goes on as it was and the new ports are not lost. */
    private void apply(Call call, Negotiation negotiation, SignallingFlags flags) {
        if (flags.call().debug()) {
            call.setDebug(true);
        }
        long nowNs = plane.nowNs();
        addWaitingCandidates(negotiation, nowNs);
        boolean done = false;
        try {
            trafficClass.apply(call.state(), negotiation.state());
            ForwardingPlan plan = new PlanBuilder(negotiation.state(), settings).build(nowNs);
            // Only a first answer: what a later one changes is shown by queries, which read what the worker has in force.
            if (hasUnanswered(call.state()) && negotiation.freshPorts().isEmpty() && plan.waitsForPackets()) {
                plane.applySoon(plan);
            } else {
                plane.apply(plan);
            }
            done = true;
        } finally {
            if (!done) {
                engine.abandon(negotiation);
            }
        }
        call.commit(negotiation.state(), microsSinceEpoch.getAsLong(), nowNs);
    }

    private void addWaitingCandidates(Negotiation negotiation, long nowNs) {
        String tag = negotiation.sender().tag();
        if (tag != null) {
            fragments.take(negotiation.state().callId(), tag, nowNs)
                    .forEach(fragment -> IceFragment.apply(fragment, negotiation.sender()));
        }
    }

    private static boolean hasUnanswered(CallState state) {
        for (Participant participant : state.participants()) {
            if (participant.tag() == null) {
                return true;
            }
        }
        return false;
    }

    private static SdpBody parse(String sdp) throws CommandException {
        try {
            return SdpParser.parse(sdp);
        } catch (SdpSyntaxException e) {
            throw refused(e);
        }
    }

    private static CommandException refused(SdpSyntaxException cause) {
        LOG.warn("SDP refused: {}", cause.getMessage());
        return new CommandException(SDP_REFUSED);
    }

    /** See {@link CallEnding#delete}. */
    public Optional<DeleteResult> delete(NgCommand.Delete delete) {
        return ending.delete(delete);
    }

    /** See {@link CallEnding#terminate}. */
    public boolean terminate(String callId) {
        return ending.terminate(callId);
    }

    /** See {@link CallEnding#checkTimers}. */
    public void checkTimers() {
        ending.checkTimers();
    }

    /** @throws CommandException for an unknown call */
    public CallReport query(NgCommand.Query query) throws CommandException {
        return reports.query(query);
    }

    /** All of a call, for operators. */
    public Optional<CallReport> inspect(String callId) {
        return reports.inspect(callId);
    }

    /** Call-ids, at most {@code limit}, in no particular order. */
    public List<String> list(int limit) {
        return registry.all().stream().limit(limit).map(Call::callId).toList();
    }
}
