package dev.patchbay.sip.rtpengine;

import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.ngvalue.NgList;
import dev.patchbay.ngvalue.NgString;
import dev.patchbay.sip.flag.CommandFlags;
import dev.patchbay.sip.flag.NgOperation;
import dev.patchbay.sip.flag.ViaBranch;
import dev.patchbay.sip.message.SipMessage;
import dev.patchbay.sip.route.RouteContext;
import java.util.List;
import java.util.Optional;

/** Makes the dictionary of a command, keys in the order in which the modules write them. Stateless. */
final class CommandWriter {

    private final Dialect dialect;
    private final Optional<String> extraIdPv;

    /** @param extraIdPv the variable behind {@code via-branch=extra} */
    CommandWriter(Dialect dialect, Optional<String> extraIdPv) {
        this.dialect = dialect;
        this.extraIdPv = extraIdPv;
    }

    /** @param sdp the body to send; empty for commands without one */
    NgDict write(RouteContext context, CommandFlags flags, Optional<String> viaBranch, Optional<String> sdp)
            throws CommandRefusedException {
        NgDict.Builder command = begin(sdp);
        command.putAll(flags.keys());
        addDialog(command, context, flags, viaBranch);
        return command.put("command", flags.operation().command()).build();
    }

    /** The same with flags that the relay reads itself: the string goes as it is. */
    NgDict writeUnparsed(
            RouteContext context, NgOperation operation, String flags, Optional<String> viaBranch, Optional<String> sdp)
            throws CommandRefusedException {
        NgDict.Builder command = begin(sdp);
        command.put("sip-message-type", context.message().isRequest() ? "sip_request" : "sip_reply");
        addDialog(command, context, without(operation), viaBranch);
        return command.put("rtpp-flags", flags).put("command", operation.command()).build();
    }

    private static CommandFlags without(NgOperation operation) {
        return new CommandFlags(
                operation,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                new ViaBranch.None(),
                Optional.empty(),
                NgDict.empty());
    }

    private NgDict.Builder begin(Optional<String> sdp) {
        NgDict.Builder command = NgDict.builder();
        if (dialect.isLoadLimitSupported()) {
            command.put("supports", NgList.of(new NgString("load limit")));
        }
        sdp.ifPresent(body -> command.put("sdp", body));
        return command;
    }

    private void addDialog(NgDict.Builder command, RouteContext context, CommandFlags flags, Optional<String> viaBranch)
            throws CommandRefusedException {
        SipMessage message = context.message();
        command.put("call-id", flags.callId().orElseGet(message::callId));
        viaBranch.ifPresent(branch -> command.put("via-branch", branch));
        String source = flags.receivedFrom().orElseGet(() -> message.source().toString());
        String family = source.contains(":") ? "IP6" : "IP4";
        command.put("received-from", NgList.of(new NgString(family), new NgString(source)));
        Tags tags = dialect.tags(message, flags);
        tags.from().ifPresent(tag -> command.put("from-tag", tag));
        tags.to().ifPresent(tag -> command.put("to-tag", tag));
    }

    /** The branch that a command names; empty when it names none. */
    Optional<String> branch(RouteContext context, ViaBranch choice) throws CommandRefusedException {
        return switch (choice) {
            case ViaBranch.None() -> Optional.empty();
            case ViaBranch.Literal(var branch) -> Optional.of(branch);
            case ViaBranch.Of(var place) -> Optional.of(branch(context, place));
        };
    }

    private String branch(RouteContext context, ViaBranch.Place place) throws CommandRefusedException {
        boolean isRequest = context.message().isRequest();
        return switch (place) {
            case FIRST -> via(context, 0);
            case SECOND -> via(context, 1);
            case AUTO -> via(context, isRequest ? 0 : 1);
            case EXTRA -> extra(context);
            case NEXT -> next(context);
            case AUTO_NEXT -> isRequest ? next(context) : via(context, 0);
            case AUTO_EXTRA -> isRequest ? extra(context) : via(context, 0);
        };
    }

    private static String via(RouteContext context, int index) throws CommandRefusedException {
        List<String> branches = context.message().viaBranches();
        if (index >= branches.size() || branches.get(index).isEmpty()) {
            throw new CommandRefusedException("via-branch: the message has no branch in Via " + (index + 1));
        }
        return branches.get(index);
    }

    private String extra(RouteContext context) throws CommandRefusedException {
        if (extraIdPv.isEmpty()) {
            throw new CommandRefusedException("via-branch=extra needs parameter extra_id_pv");
        }
        return context.variables()
                .get(extraIdPv.get())
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new CommandRefusedException("via-branch=extra: " + extraIdPv.get() + " is not set"));
    }

    private static String next(RouteContext context) throws CommandRefusedException {
        return context.nextBranch()
                .orElseThrow(() -> new CommandRefusedException("via-branch=next: the next branch is not known here"));
    }
}
