package dev.patchbay.sip.rtpengine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.sip.client.CommandResult;
import dev.patchbay.sip.client.CommandRunner;
import dev.patchbay.sip.client.RelayPool;
import dev.patchbay.sip.flag.CommandFlags;
import dev.patchbay.sip.flag.FlagException;
import dev.patchbay.sip.flag.NgOperation;
import dev.patchbay.sip.flag.ViaBranch;
import dev.patchbay.sip.message.SdpPart;
import dev.patchbay.sip.message.SipMessage;
import dev.patchbay.sip.node.RelaySet;
import dev.patchbay.sip.node.RelaySnapshot;
import dev.patchbay.sip.route.RouteContext;
import dev.patchbay.sip.select.SelectionRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What both modules do: choose the set, write the command, run it, put the SDP where it belongs. Any thread. */
final class RtpengineCore {

    /**
     * @param defaultSetId when nothing else chooses a set
     * @param setidAvp a variable that, if it is set, chooses the set
     */
    record SetChoice(int defaultSetId, Optional<String> setidAvp) {}

    /**
     * One call of a function.
     *
     * @param daemonBranch present when the relay reads the flags itself: the branch to send, or {@code none}
     * @param givenSdp the SDP to use in the place of the message's
     * @param sdpVar gets the relay's SDP
     * @param isBodyKept the message keeps its body
     */
    record Invocation(
            NgOperation operation,
            String flags,
            Optional<String> daemonBranch,
            Optional<String> givenSdp,
            Optional<Consumer<String>> sdpVar,
            boolean isBodyKept) {

        static Invocation of(NgOperation operation, String flags) {
            return new Invocation(operation, flags, Optional.empty(), Optional.empty(), Optional.empty(), false);
        }

        Invocation withDaemonBranch(String viaBranch) {
            return new Invocation(operation, flags, Optional.of(viaBranch), givenSdp, sdpVar, isBodyKept);
        }

        Invocation withOperation(NgOperation other) {
            return new Invocation(other, flags, daemonBranch, givenSdp, sdpVar, isBodyKept);
        }
    }

    private final RelayPool pool;
    private final CommandRunner runner;
    private final Dialect dialect;
    private final CommandWriter writer;
    private final SetChoice setChoice;

    RtpengineCore(RelayPool pool, CommandRunner runner, Dialect dialect, SetChoice setChoice, Optional<String> extraIdPv) {
        this.pool = pool;
        this.runner = runner;
        this.dialect = dialect;
        this.writer = new CommandWriter(dialect, extraIdPv);
        this.setChoice = setChoice;
    }

    FunctionResult chooseSets(RouteContext context, List<Integer> ids) {
        RelaySnapshot snapshot = pool.sets().snapshot();
        for (int id : ids) {
            if (snapshot.set(id).isEmpty()) {
                return FunctionResult.failed("there is no relay set " + id);
            }
        }
        context.chooseSets(ids);
        return FunctionResult.nothingToDo("");
    }

    FunctionResult run(RouteContext context, Invocation invocation) {
        try {
            return invocation.operation().isOfferOrAnswer()
                    ? negotiate(context, invocation)
                    : command(context, invocation);
        } catch (CommandRefusedException | FlagException e) {
            return FunctionResult.failed(invocation.operation().command() + ": " + e.getMessage());
        }
    }

    /** A command that carries an SDP for the relay only: the message stays as it is. */
    FunctionResult runWithSdp(RouteContext context, Invocation invocation, String sdp) {
        try {
            FunctionResult result = FunctionResult.failed("no relay set");
            for (RelaySet set : sets(context, invocation.operation())) {
                result = functionResult(send(context, set, invocation, invocation.flags(), Optional.of(sdp)));
            }
            return result;
        } catch (CommandRefusedException | FlagException e) {
            return FunctionResult.failed(invocation.operation().command() + ": " + e.getMessage());
        }
    }

    FunctionResult manage(RouteContext context, Invocation template) {
        boolean hasSdp = template.givenSdp().filter(sdp -> !sdp.isEmpty()).isPresent() || sdpOf(context.message()).isPresent();
        return switch (ManageAction.of(context, hasSdp)) {
            case ManageAction.Run(var operation) -> run(context, template.withOperation(operation));
            case ManageAction.Nothing() -> FunctionResult.nothingToDo("nothing to do here");
            case ManageAction.Refuse(var why) -> FunctionResult.failed("manage: " + why);
            case ManageAction.NoteNoSdp() -> {
                context.transaction().ifPresent(notes -> notes.noteNoSdp());
                yield FunctionResult.failed("manage: INVITE without SDP, the offer will come in the reply");
            }
        };
    }

    /** Offer or answer; through two sets one after the other, the first one's result being the second one's input. */
    private FunctionResult negotiate(RouteContext context, Invocation invocation) throws CommandRefusedException, FlagException {
        SipMessage message = context.message();
        Optional<SdpPart> part = sdpOf(message);
        Optional<String> given = invocation.givenSdp();
        if (given.isPresent() ? given.get().isEmpty() : part.isEmpty()) {
            throw new CommandRefusedException("the message has no SDP");
        }
        String flags = invocation.flags();
        if (given.isEmpty() && part.isPresent() && part.get().isFragment()) {
            if (!dialect.isTrickleSupported()) {
                throw new CommandRefusedException("the message has no SDP");
            }
            flags = flags + " fragment";
        }
        String sdp = given.isPresent() ? given.get() : part.orElseThrow().text();
        List<RelaySet> sets = sets(context, invocation.operation());
        CommandResult result = new CommandResult.NoRelay(Optional.empty(), "no relay set");
        for (RelaySet set : sets) {
            result = send(context, set, invocation, flags, Optional.of(sdp));
            if (!(result instanceof CommandResult.Done done)) {
                return functionResult(result);
            }
            if (done.reply().string("result").filter("ok"::equals).isEmpty()) {
                return FunctionResult.failed("the relay's reply is not 'ok'");
            }
            Optional<String> rewritten = done.reply().string("sdp");
            if (rewritten.isEmpty()) {
                // A fragment has no SDP in its reply; there is nothing to put anywhere.
                return part.filter(SdpPart::isFragment).isPresent()
                        ? functionResult(result)
                        : FunctionResult.failed("the relay's reply has no SDP");
            }
            sdp = rewritten.get();
        }
        String last = sdp;
        invocation.sdpVar().ifPresent(variable -> variable.accept(last));
        if (!invocation.isBodyKept()) {
            message.replaceBody(part.map(old -> old.replace(last)).orElseGet(() -> last.getBytes(ISO_8859_1)));
        }
        return functionResult(result);
    }

    /** Everything else; to two sets one after the other. */
    private FunctionResult command(RouteContext context, Invocation invocation) throws CommandRefusedException, FlagException {
        FunctionResult result = FunctionResult.failed("no relay set");
        for (RelaySet set : sets(context, invocation.operation())) {
            result = functionResult(send(context, set, invocation, invocation.flags(), Optional.empty()));
            if (!result.isOk()) {
                return result;
            }
        }
        if (invocation.operation() == NgOperation.DELETE || invocation.operation() == NgOperation.QUERY) {
            // A delete of a whole call gives no report: what is known stays.
            result.reply().filter(reply -> reply.get("totals").isPresent()).ifPresent(context::keepStatistics);
        }
        return result;
    }

    private CommandResult send(
            RouteContext context, RelaySet set, Invocation invocation, String flags, Optional<String> sdp)
            throws CommandRefusedException, FlagException {
        NgDict command;
        Optional<String> branch;
        boolean isDelete = invocation.operation() == NgOperation.DELETE;
        String callId;
        if (invocation.daemonBranch().isPresent()) {
            branch = daemonBranch(context, invocation.daemonBranch().get());
            command = writer.writeUnparsed(context, invocation.operation(), flags, branch, sdp);
            callId = context.message().callId();
        } else {
            CommandFlags parsed = dialect.flagParser().parse(invocation.operation(), flags);
            branch = writer.branch(context, parsed.viaBranch());
            command = writer.write(context, parsed, branch, sdp);
            callId = parsed.callId().orElseGet(context.message()::callId);
        }
        return runner.run(new SelectionRequest(set, callId, branch.orElse(""), isDelete), command);
    }

    private Optional<String> daemonBranch(RouteContext context, String word) throws CommandRefusedException {
        if (word.equals("none") || word.isEmpty()) {
            return Optional.empty();
        }
        for (ViaBranch.Place place : ViaBranch.Place.values()) {
            if (place.word().equals(word)) {
                return writer.branch(context, new ViaBranch.Of(place));
            }
        }
        throw new CommandRefusedException("via-branch '" + word + "' is none of none, 1, 2, auto, extra, next, auto-next, auto-extra");
    }

    /** The sets to go through, in this order: an answer comes back the other way round. */
    private List<RelaySet> sets(RouteContext context, NgOperation operation) throws CommandRefusedException {
        List<Integer> ids = new ArrayList<>(context.chosenSets().isEmpty() ? List.of(setChoice.defaultSetId()) : context.chosenSets());
        Optional<String> avp = setChoice.setidAvp().flatMap(context.variables()::get);
        if (avp.isPresent()) {
            ids = List.of(setId(avp.get()));
        }
        RelaySnapshot snapshot = pool.sets().snapshot();
        List<RelaySet> sets = new ArrayList<>();
        for (int id : ids) {
            sets.add(snapshot.set(id).orElseThrow(() -> new CommandRefusedException("there is no relay set " + id)));
        }
        return operation == NgOperation.ANSWER ? sets.reversed() : sets;
    }

    private int setId(String value) throws CommandRefusedException {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException _) {
            throw new CommandRefusedException(setChoice.setidAvp().orElse("") + " is '" + value + "', not the number of a set");
        }
    }

    private static Optional<SdpPart> sdpOf(SipMessage message) {
        return SdpPart.find(message.contentType(), message.body());
    }

    private static FunctionResult functionResult(CommandResult result) {
        return switch (result) {
            case CommandResult.Done(var node, var reply) -> FunctionResult.ok(node, reply);
            case CommandResult.Refused(var node, var reply, var reason) ->
                new FunctionResult(false, Optional.of(node), Optional.of(reply), reason);
            case CommandResult.NoRelay(var node, var detail) ->
                new FunctionResult(false, node, Optional.empty(), detail);
        };
    }
}
