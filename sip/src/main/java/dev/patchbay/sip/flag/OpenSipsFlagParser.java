package dev.patchbay.sip.flag;

import java.util.Optional;
import java.util.Set;

/**
 * OpenSIPS' reading: it takes out what it needs itself, a few words it turns into keys, and all else goes to the relay as it is.
 */
public final class OpenSipsFlagParser implements FlagParser {

    private static final Set<String> REPLACE =
            Set.of("origin", "session-connection", "username", "SDP-version", "zero-address", "session-name");
    private static final Set<String> RTCP_MUX = Set.of("demux", "offer", "reject", "accept", "require");

    /** Stateless. */
    public OpenSipsFlagParser() {}

    @Override
    public CommandFlags parse(NgOperation operation, String flags) throws FlagException {
        if (flags.length() > MAX_LENGTH) {
            throw new FlagException(flags.substring(0, 20) + "...", "more than " + MAX_LENGTH + " characters");
        }
        FlagCollector collector = new FlagCollector(operation);
        for (String token : flags.strip().split("\\s+")) {
            int equals = token.indexOf('=');
            if (equals > 0) {
                value(collector, token, token.substring(0, equals), token.substring(equals + 1));
            } else if (!token.isEmpty()) {
                word(collector, token);
            }
        }
        return collector.finish();
    }

    private static void word(FlagCollector collector, String token) throws FlagException {
        if (collector.transport(token)) {
            return;
        }
        switch (token) {
            case "to-tag" -> collector.isToTagForced = true;
            case "internal", "external" -> collector.list("direction", token);
            case "force-answer" -> collector.forceAnswer();
            case "media-address", "in-iface", "out-iface", "call-id", "callid", "from-tag", "via-branch", "received-from" ->
                throw new FlagException(token, "a value is needed: " + token + "=...");
            default -> {
                if (token.startsWith("replace-") && REPLACE.contains(token.substring(8))) {
                    collector.list("replace", token.substring(8));
                } else if (token.startsWith("rtcp-mux-") && RTCP_MUX.contains(token.substring(9))) {
                    collector.list("rtcp-mux", token.substring(9));
                } else {
                    collector.flag(token);
                }
            }
        }
    }

    private static void value(FlagCollector collector, String token, String name, String value) throws FlagException {
        if (value.isEmpty()) {
            throw new FlagException(token, "a value is needed behind '='");
        }
        switch (name) {
            case "call-id", "callid" -> collector.callId = Optional.of(value);
            case "from-tag" -> collector.fromTag = Optional.of(value);
            case "to-tag" -> {
                collector.toTag = Optional.of(value);
                collector.isToTagForced = true;
            }
            case "in-iface" -> collector.inInterface(value);
            case "out-iface" -> collector.outInterface(value);
            case "via-branch" -> collector.viaBranch(token, value, false);
            case "via-branch-param" -> collector.viaBranch = new ViaBranch.Literal(value);
            case "repacketize", "delete-delay" -> collector.key(name, FlagParser.number(token, value));
            case "received-from" -> collector.receivedFrom = Optional.of(value);
            case "address-family" -> {
                if (!value.equals("IP4") && !value.equals("IP6")) {
                    throw new FlagException(token, "the family is IP4 or IP6");
                }
                collector.key("address family", value);
            }
            default -> collector.key(name, value);
        }
    }
}
