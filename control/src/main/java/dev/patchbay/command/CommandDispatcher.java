package dev.patchbay.command;

import dev.patchbay.call.Call;
import dev.patchbay.call.CallControl;
import dev.patchbay.call.DeleteResult;
import dev.patchbay.call.LoadLimitException;
import dev.patchbay.log.CallScope;
import dev.patchbay.log.RelayLog;
import dev.patchbay.log.Subsystem;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.ng.NgDispatcher;
import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.ngvalue.NgList;
import dev.patchbay.ngwire.CommandException;
import dev.patchbay.ngwire.NgCommand;
import dev.patchbay.ngwire.NgRequest;
import dev.patchbay.ngwire.NgRequestReader;
import java.util.Optional;
import java.util.function.Supplier;

/** Carries out one ng request after another, each on the thread that brings it. Errors come back as replies. */
public final class CommandDispatcher implements NgDispatcher {

    private static final RelayLog LOG = RelayLog.of(Subsystem.CONTROL);
    private static final String UNSUPPORTED = "unsupported";
    private static final String NOT_FOUND = "Call-ID not found or tags didn't match";

    private final CallControl calls;
    private final CallReportWriter reports;
    private final Supplier<NgDict> statistics;

    /** @param statistics makes the dictionary of the {@code statistics} reply */
    public CommandDispatcher(CallControl calls, CallReportWriter reports, Supplier<NgDict> statistics) {
        this.calls = calls;
        this.reports = reports;
        this.statistics = statistics;
    }

    @Override
    public NgDict dispatch(NgDict request, TransportAddress peer) {
        Optional<String> callId = request.string("call-id", "call-ID");
        if (callId.isEmpty()) {
            return dispatchScoped(request, peer);
        }
        Call call = calls.registry().find(callId.get()).orElse(null);
        return CallScope.of(callId.get(), call != null && call.isDebug()).call(() -> dispatchScoped(request, peer));
    }

    private NgDict dispatchScoped(NgDict request, TransportAddress peer) {
        try {
            NgRequest read = NgRequestReader.read(request);
            read.remarks().forEach(remark -> LOG.warn("{}", remark));
            return execute(read.command(), peer);
        } catch (CommandException e) {
            return error(e.errorReason());
        }
    }

    private NgDict execute(NgCommand command, TransportAddress peer) throws CommandException {
        return switch (command) {
            case NgCommand.Ping _ -> NgDict.builder().put("result", "pong").build();
            case NgCommand.Offer offer -> offer(offer, peer);
            case NgCommand.Answer answer -> sdp(calls.answer(answer));
            case NgCommand.Delete delete -> delete(delete);
            case NgCommand.Query query -> reports.write(calls.query(query)).put("result", "ok").build();
            case NgCommand.ListCalls list -> NgDict.builder()
                    .put("calls", NgList.ofStrings(calls.list(list.limit())))
                    .put("result", "ok")
                    .build();
            case NgCommand.Statistics _ ->
                NgDict.builder().put("statistics", statistics.get()).put("result", "ok").build();
            case NgCommand.Unsupported _ -> throw new CommandException(UNSUPPORTED);
        };
    }

    private NgDict offer(NgCommand.Offer offer, TransportAddress peer) throws CommandException {
        try {
            return sdp(calls.offer(offer, peer));
        } catch (LoadLimitException e) {
            String message = String.valueOf(e.getMessage());
            LOG.warn("New call refused: {}", message);
            if (offer.flags().call().supportsLoadLimit()) {
                return NgDict.builder().put("result", "load limit").put("message", message).build();
            }
            // An old client fails over on this one text only, whichever limit it was.
            throw new CommandException(LoadLimitException.SESSIONS);
        }
    }

    private static NgDict sdp(String body) {
        NgDict.Builder reply = NgDict.builder();
        if (!body.isEmpty()) {
            reply.put("sdp", body);
        }
        return reply.put("result", "ok").build();
    }

    private NgDict delete(NgCommand.Delete delete) throws CommandException {
        DeleteResult result = calls.delete(delete).orElse(null);
        if (result == null && delete.fatal()) {
            throw new CommandException(NOT_FOUND);
        }
        if (result == null) {
            return NgDict.builder().put("warning", NOT_FOUND).put("result", "ok").build();
        }
        return result.report().map(reports::write).orElseGet(NgDict::builder).put("result", "ok").build();
    }

    static NgDict error(String reason) {
        return NgDict.builder().put("result", "error").put("error-reason", reason).build();
    }
}
