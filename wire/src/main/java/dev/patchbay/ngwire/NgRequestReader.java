package dev.patchbay.ngwire;

import dev.patchbay.ngvalue.NgDict;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Turns a decoded request into an {@link NgCommand}. Unknown keys are ignored in silence (clients send many), unknown values are
 * remarked, a missing mandatory key is an error with the reference daemon's text.
 */
public final class NgRequestReader {

    /** How many call-ids {@code list} gives unless it says otherwise. */
    public static final int DEFAULT_LIST_LIMIT = 32;

    static final String NO_COMMAND = "Dictionary contains no key \"command\"";
    static final String UNRECOGNIZED = "Unrecognized command";
    static final String NO_CALL_ID = "No call-id in message";
    static final String NO_FROM_TAG = "No from-tag in message";
    static final String NO_TO_TAG = "No to-tag in message";
    static final String NO_SDP = "No SDP body in message";
    static final String BAD_LIMIT = "invalid limit, must be >= 0";

    private NgRequestReader() {}

    /** @throws CommandException with the {@code error-reason} */
    public static NgRequest read(NgDict request) throws CommandException {
        List<String> remarks = new ArrayList<>();
        String name = request.string("command").orElseThrow(() -> new CommandException(NO_COMMAND));
        NgCommand command =
                switch (name) {
                    case "ping" -> new NgCommand.Ping();
                    case "offer" -> new NgCommand.Offer(
                            dialogKeys(request, false), sdp(request), SignallingFlagsReader.read(request, true, remarks));
                    case "answer" -> new NgCommand.Answer(
                            dialogKeys(request, true), sdp(request), SignallingFlagsReader.read(request, false, remarks));
                    case "delete" -> delete(request);
                    case "query" -> new NgCommand.Query(
                            callId(request), request.string("from-tag"), request.string("to-tag"));
                    case "list" -> new NgCommand.ListCalls(limit(request));
                    case "statistics" -> new NgCommand.Statistics();
                    default -> unsupported(name);
                };
        return new NgRequest(command, remarks);
    }

    private static NgCommand unsupported(String name) throws CommandException {
        if (!NgCommand.Unsupported.NAMES.contains(name)) {
            throw new CommandException(UNRECOGNIZED);
        }
        return new NgCommand.Unsupported(name);
    }

    private static DialogKeys dialogKeys(NgDict request, boolean isAnswer) throws CommandException {
        sdp(request);
        String callId = callId(request);
        String fromTag = request.string("from-tag").orElseThrow(() -> new CommandException(NO_FROM_TAG));
        if (isAnswer && request.string("to-tag").isEmpty()) {
            throw new CommandException(NO_TO_TAG);
        }
        return new DialogKeys(
                callId,
                fromTag,
                request.string("to-tag").filter(t -> isAnswer || !t.isEmpty()),
                request.string("via-branch").filter(b -> !b.isEmpty()),
                request.string("label", "from-label"));
    }

    private static String sdp(NgDict request) throws CommandException {
        return request.string("sdp", "SDP").orElseThrow(() -> new CommandException(NO_SDP));
    }

    private static String callId(NgDict request) throws CommandException {
        return request.string("call-id", "call-ID").orElseThrow(() -> new CommandException(NO_CALL_ID));
    }

    private static NgCommand delete(NgDict request) throws CommandException {
        OptionalLong delay = request.integer("delete-delay", "delete delay");
        boolean fatal = request.strings("flags").stream().anyMatch("fatal"::equals);
        return new NgCommand.Delete(
                callId(request),
                request.string("from-tag").filter(t -> !t.isEmpty()),
                request.string("to-tag").filter(t -> !t.isEmpty()),
                request.string("via-branch").filter(b -> !b.isEmpty()),
                fatal,
                delay.isPresent() && delay.getAsLong() >= 0
                        ? OptionalInt.of((int) Math.min(delay.getAsLong(), Integer.MAX_VALUE))
                        : OptionalInt.empty());
    }

    private static int limit(NgDict request) throws CommandException {
        long limit = request.integer("limit").orElse(DEFAULT_LIST_LIMIT);
        if (limit < 0) {
            throw new CommandException(BAD_LIMIT);
        }
        return (int) Math.min(limit, Integer.MAX_VALUE);
    }
}
