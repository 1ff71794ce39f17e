package dev.patchbay.call;

import dev.patchbay.log.RelayLog;
import dev.patchbay.log.Subsystem;
import dev.patchbay.ngwire.CommandException;
import dev.patchbay.ngwire.NgCommand;
import dev.patchbay.plan.ComponentStatus;
import dev.patchbay.plane.MediaPlane;
import dev.patchbay.quality.SsrcReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads what there is to say of a call. Any thread; no call is locked for it. */
final class CallReports {

    private static final RelayLog LOG = RelayLog.of(Subsystem.CORE);

    /** How long a query waits for a media worker's statistics before it answers without. */
    private static final long REPORT_TIMEOUT_MS = 500;

    private final CallRegistry registry;
    private final MediaPlane plane;

    CallReports(CallRegistry registry, MediaPlane plane) {
        this.registry = registry;
        this.plane = plane;
    }

    /** @throws CommandException for an unknown call */
    CallReport query(NgCommand.Query query) throws CommandException {
        return registry.find(query.callId())
                .map(call -> of(call, query.fromTag(), query.toTag()))
                .orElseThrow(() -> new CommandException(CallControl.UNKNOWN_CALL));
    }

    /** All of a call, for operators. */
    Optional<CallReport> inspect(String callId) {
        return registry.find(callId).map(this::of);
    }

    private CallReport of(Call call) {
        CallState state = call.state();
        return new CallReport(call, state, state.participants(), ssrcReports(call));
    }

    /** The party with the to-tag, or else the from-tag, and those it hears; everybody without tags, nobody for an unknown one. */
    CallReport of(Call call, Optional<String> fromTag, Optional<String> toTag) {
        Optional<String> wanted = toTag.or(() -> fromTag);
        if (wanted.isEmpty()) {
            return of(call);
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
}
