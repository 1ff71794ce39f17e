package dev.patchbay.ngwire;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A request of the ng protocol, read and checked for form. */
public sealed interface NgCommand {

    /** The names on the wire, in the order in which statistics list them. */
    String name();

    record Ping() implements NgCommand {
        @Override
        public String name() {
            return "ping";
        }
    }

    /**
     * An SDP offer on its way from one party to another.
     *
     * @param sdp the body, one char per byte
     */
    record Offer(DialogKeys keys, String sdp, SignallingFlags flags) implements NgCommand {
        @Override
        public String name() {
            return "offer";
        }
    }

    /** An SDP answer; {@code keys.toTag()} is present and names the party that answers. */
    record Answer(DialogKeys keys, String sdp, SignallingFlags flags) implements NgCommand {
        @Override
        public String name() {
            return "answer";
        }
    }

    /**
     * The end of a call, a dialog or a branch.
     *
     * @param fatal an unknown call is an error instead of a warning
     * @param deleteDelayS seconds, 0 = at once; empty = as configured
     */
    record Delete(
            String callId,
            Optional<String> fromTag,
            Optional<String> toTag,
            Optional<String> viaBranch,
            boolean fatal,
            OptionalInt deleteDelayS)
            implements NgCommand {
        @Override
        public String name() {
            return "delete";
        }
    }

    record Query(String callId, Optional<String> fromTag, Optional<String> toTag) implements NgCommand {
        @Override
        public String name() {
            return "query";
        }
    }

    /** @param limit how many call-ids at most, 0 or more */
    record ListCalls(int limit) implements NgCommand {
        @Override
        public String name() {
            return "list";
        }
    }

    record Statistics() implements NgCommand {
        @Override
        public String name() {
            return "statistics";
        }
    }

    /** A command of the protocol that this version does not carry out: answered with {@code unsupported}. */
    record Unsupported(String name) implements NgCommand {
        /** The commands known by name only. */
        public static final List<String> NAMES = List.of(
                "start recording",
                "stop recording",
                "start forwarding",
                "stop forwarding",
                "block DTMF",
                "unblock DTMF",
                "block media",
                "unblock media",
                "play media",
                "stop media",
                "play DTMF",
                "silence media",
                "unsilence media",
                "publish",
                "subscribe request",
                "subscribe answer",
                "unsubscribe");
    }
}
