package dev.patchbay.call;

import dev.patchbay.log.CallScope;
import dev.patchbay.log.RelayLog;
import dev.patchbay.log.Subsystem;
import dev.patchbay.negotiate.IceFragment;
import dev.patchbay.negotiate.Negotiation;
import dev.patchbay.negotiate.OfferAnswerEngine;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.ngwire.CommandException;
import dev.patchbay.ngwire.NgCommand;
import dev.patchbay.ngwire.SignallingFlags;
import dev.patchbay.plan.ComponentStatus;
import dev.patchbay.plan.ForwardingPlan;
import dev.patchbay.plane.MediaPlane;
import dev.patchbay.quality.SsrcReport;
import dev.patchbay.sdp.SdpBody;
import dev.patchbay.sdp.SdpParser;
import dev.patchbay.sdp.SdpSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The commands of the relay, whatever door they came through. Any (virtual) thread; commands for different calls run side by side,
 * those for one call one after another.
 */
public final class CallControl {

    public static final String UNKNOWN_CALL = "Unknown call-id";
    public static final String SDP_REFUSED = "Failed to parse SDP";

    private static final RelayLog LOG = RelayLog.of(Subsystem.CORE);

    /** How long a query waits for a media worker's statistics before it answers without. */
    private static final long REPORT_TIMEOUT_MS = 500;

    private final CallRegistry registry = new CallRegistry();
    private final ReentrantLock creation = new ReentrantLock();
    private final CallTotals totals = new CallTotals();
    private final FragmentQueue fragments = new FragmentQueue();
    private final OfferAnswerEngine engine;
    private final MediaPlane plane;
    private final CallSettings settings;
    private final CallLimits limits;
    private final TrafficClass trafficClass;
    private final CallEvents events;
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
        this.events = events;
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
                        plane.apply(new PlanBuilder(state, settings.endpointLearning(), settings.guardsSource()).build(call.lastSignalNs()));
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
            ForwardingPlan plan = new PlanBuilder(negotiation.state(), settings.endpointLearning(), settings.guardsSource()).build(nowNs);
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

    /**
     * Ends a call or one of its parties.
     *
     * @return the statistics to reply with when a from-tag was given; an empty optional when nothing was found to delete
     */
    public Optional<DeleteResult> delete(NgCommand.Delete delete) {
        int delayS = delete.deleteDelayS().orElse(settings.deleteDelayS());
        return registry.withCall(delete.callId(), call -> {
                    if (delete.fromTag().isEmpty()) {
                        deleteAll(call, delayS);
                        return Optional.of(new DeleteResult(Optional.empty()));
                    }
                    Optional<Participant> found = DeleteMatcher.find(call.state(), delete);
                    if (found.isEmpty()) {
                        return Optional.<DeleteResult>empty();
                    }
                    CallReport report = report(call, delete.fromTag(), delete.toTag());
                    deleteParty(call, found.get(), delayS);
                    return Optional.of(new DeleteResult(Optional.of(report)));
                })
                .flatMap(result -> result);
    }

    /** @param report empty when the delete was for the whole call */
    public record DeleteResult(Optional<CallReport> report) {}

    private void deleteAll(Call call, int delayS) {
        long nowUs = microsSinceEpoch.getAsLong();
        if (delayS == 0) {
            end(call, Termination.REGULAR);
            return;
        }
        LOG.info("Scheduling deletion of entire call in {} seconds", delayS);
        CallState state = call.state().copy();
        state.participants().forEach(p -> markDeleted(p, nowUs));
        call.replaceState(state);
        call.scheduleDeletion(nowUs, plane.nowNs() + TimeUnit.SECONDS.toNanos(delayS));
    }

    private void deleteParty(Call call, Participant found, int delayS) {
        CallState state = call.state().copy();
        long nowUs = microsSinceEpoch.getAsLong();
        Participant party = state.withId(found.id()).orElseThrow();
        markDeleted(party, nowUs);
        call.replaceState(state);
        if (!hasLivingPair(state)) {
            deleteAll(call, delayS);
        } else if (delayS == 0) {
            dropPorts(call, List.of(party.id()));
        } else {
            call.scheduleDeletion(party, plane.nowNs() + TimeUnit.SECONDS.toNanos(delayS));
        }
    }

    private static void markDeleted(Participant participant, long nowUs) {
        if (participant.deletedUs() == 0) {
            participant.setDeletedUs(nowUs);
        }
    }

    /** Two parties that are still there and one of whom hears the other. */
    private static boolean hasLivingPair(CallState state) {
        for (Participant listener : state.participants()) {
            if (listener.deletedUs() == 0) {
                for (Participant source : state.sourcesOf(listener)) {
                    if (source.deletedUs() == 0) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private void dropPorts(Call call, List<Integer> participants) {
        CallState state = call.state().copy();
        for (int id : participants) {
            state.withId(id).ifPresent(p -> p.sections().forEach(MediaSection::dropPorts));
        }
        call.replaceState(state);
        plane.apply(new PlanBuilder(state, settings.endpointLearning(), settings.guardsSource()).build(call.lastSignalNs()));
    }

    /**
     * Ends a call at once, whatever is scheduled.
     *
     * @return false if there was no such call
     */
    public boolean terminate(String callId) {
        return registry.withCall(callId, call -> {
                    end(call, Termination.FORCED);
                    return true;
                })
                .orElse(false);
    }

    /** With the call's lock held. */
    void end(Call call, Termination termination) {
        if (call.isEnded()) {
            return;
        }
        call.setEnded();
        EndedCall ended = new EndedCall(call, call.state(), termination, microsSinceEpoch.getAsLong());
        // Only once it is gone from the plane may a call of the same id begin: its plan must come after this command.
        try {
            plane.remove(call.callId());
        } finally {
            registry.remove(call);
        }
        totals.countEnd(termination, ended.durationUs());
        StreamCensus.count(ended.state(), totals);
        events.onEnd(ended);
    }

    /** @throws CommandException for an unknown call */
    public CallReport query(NgCommand.Query query) throws CommandException {
        return registry.find(query.callId())
                .map(call -> report(call, query.fromTag(), query.toTag()))
                .orElseThrow(() -> new CommandException(UNKNOWN_CALL));
    }

    /** All of a call, for operators. */
    public Optional<CallReport> inspect(String callId) {
        return registry.find(callId).map(this::report);
    }

    private CallReport report(Call call) {
        CallState state = call.state();
        return new CallReport(call, state, state.participants(), ssrcReports(call));
    }

    /** The party with the to-tag, or else the from-tag, and those it hears; everybody without tags, nobody for an unknown one. */
    private CallReport report(Call call, Optional<String> fromTag, Optional<String> toTag) {
        Optional<String> wanted = toTag.or(() -> fromTag);
        if (wanted.isEmpty()) {
            return report(call);
        }
        CallState state = call.state();
        List<Participant> listed = new ArrayList<>();
        state.tagged(wanted.get()).ifPresent(party -> {
            listed.add(party);
            listed.addAll(state.sourcesOf(party));
        });
        return new CallReport(call, state, listed, ssrcReports(call));
    }

    private List<SsrcReport> ssrcReports(Call call) {
        if (!hasMedia(call.state())) {
            return List.of();
        }
        try {
            return plane.ssrcReports(call.callId()).get(REPORT_TIMEOUT_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("No RTCP statistics from the media worker");
        }
        return List.of();
    }

    /** Whether any packet came: without one there is no need to ask the worker. */
    private static boolean hasMedia(CallState state) {
        for (Participant participant : state.participants()) {
            for (MediaSection section : participant.sections()) {
                for (Component component : section.components()) {
                    if (component.status().get(ComponentStatus.Cell.PACKETS) > 0) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Call-ids, at most {@code limit}, in no particular order. */
    public List<String> list(int limit) {
        return registry.all().stream().limit(limit).map(Call::callId).toList();
    }

    /** What is due by now: deletions, timeouts. Called about once a second by one thread. */
    public void checkTimers() {
        for (Call call : registry.all()) {
            CallScope.of(call.callId(), call.isDebug()).run(() -> {
                call.lock.lock();
                try {
                    if (!call.isEnded()) {
                        checkTimers(call);
                    }
                } catch (RuntimeException e) {
                    // One call that cannot be dealt with must not keep the others alive.
                    LOG.error(e, "The timers of this call failed");
                } finally {
                    call.lock.unlock();
                }
            });
        }
    }

    private void checkTimers(Call call) {
        long nowNs = plane.nowNs();
        if (call.isDeletionDue(nowNs)) {
            end(call, Termination.REGULAR);
            return;
        }
        List<Integer> due = new ArrayList<>();
        call.participantDeletions().forEach((id, atNs) -> {
            if (atNs - nowNs <= 0) {
                due.add(id);
            }
        });
        if (!due.isEmpty()) {
            due.forEach(call.participantDeletions()::remove);
            dropPorts(call, due);
        }
        TimeoutRule.expired(call, settings, nowNs).ifPresent(termination -> {
            LOG.info("Closing call due to timeout ({})", termination);
            // A call that was deleted has ended by that, though its ports may have waited for late media.
            end(call, call.deletedUs() != 0 ? Termination.REGULAR : termination);
        });
    }
}
