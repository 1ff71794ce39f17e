package dev.patchbay.call;

import dev.patchbay.log.CallScope;
import dev.patchbay.log.RelayLog;
import dev.patchbay.log.Subsystem;
import dev.patchbay.ngwire.NgCommand;
import dev.patchbay.plane.MediaPlane;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How calls and their parties end: at once, some time after a delete, or because nothing is heard any more. Any thread, as
 * {@link CallControl}.
 */
final class CallEnding {

    private static final RelayLog LOG = RelayLog.of(Subsystem.CORE);

    private final CallRegistry registry;
    private final MediaPlane plane;
    private final CallSettings settings;
    private final CallReports reports;
    private final CallTotals totals;
    private final CallEvents events;
    private final LongSupplier microsSinceEpoch;

    /** @param microsSinceEpoch the wall clock */
    CallEnding(
            CallRegistry registry,
            MediaPlane plane,
            CallSettings settings,
            CallReports reports,
            CallTotals totals,
            CallEvents events,
            LongSupplier microsSinceEpoch) {
        this.registry = registry;
        this.plane = plane;
        this.settings = settings;
        this.reports = reports;
        this.totals = totals;
        this.events = events;
        this.microsSinceEpoch = microsSinceEpoch;
    }

    /**
     * Ends a call or one of its parties.
     *
     * @return the statistics to reply with when a from-tag was given; an empty optional when nothing was found to delete
     */
    Optional<DeleteResult> delete(NgCommand.Delete delete) {
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
                    CallReport report = reports.of(call, delete.fromTag(), delete.toTag());
                    deleteParty(call, found.get(), delayS);
                    return Optional.of(new DeleteResult(Optional.of(report)));
                })
                .flatMap(result -> result);
    }

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
        plane.apply(new PlanBuilder(state, settings).build(call.lastSignalNs()));
    }

    /**
     * Ends a call at once, whatever is scheduled.
     *
     * @return false if there was no such call
     */
    boolean terminate(String callId) {
        return registry.withCall(callId, call -> {
                    end(call, Termination.FORCED);
                    return true;
                })
                .orElse(false);
    }

    /** With the call's lock held. */
    private void end(Call call, Termination termination) {
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

    /** What is due by now: deletions, timeouts. Called about once a second by one thread. */
    void checkTimers() {
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
