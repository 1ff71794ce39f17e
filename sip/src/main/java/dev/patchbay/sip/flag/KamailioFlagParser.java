package dev.patchbay.sip.flag;

import java.util.List;
import java.util.Optional;

/** Kamailio's reading: much like OpenSIPS', but it sorts codecs, SDES, T.38 and the like into lists of their own itself. */
public final class KamailioFlagParser implements FlagParser {

    private static final List<String> CODEC_LISTS =
            List.of("transcode", "strip", "offer", "mask", "set", "except", "accept", "consume");

    /** Stateless. */
    public KamailioFlagParser() {}

    @Override
    public CommandFlags parse(NgOperation operation, String flags) throws FlagException {
        if (flags.length() > MAX_LENGTH) {
            throw new FlagException(flags.substring(0, 20) + "...", "more than " + MAX_LENGTH + " characters");
        }
        FlagCollector collector = new FlagCollector(operation);
        for (String token : flags.strip().split("\\s+")) {
            if (token.isEmpty() || listed(collector, token)) {
                continue;
            }
            int equals = token.indexOf('=');
            if (equals > 0) {
                value(collector, token, token.substring(0, equals), token.substring(equals + 1));
            } else {
                word(collector, token);
            }
        }
        return collector.finish();
    }

    /** Tokens that may be written {@code NAME-ENTRY} or {@code NAME=ENTRY}. */
    private static boolean listed(FlagCollector collector, String token) {
        Optional<String> entry = entryOf(token, "replace");
        if (entry.isPresent()) {
            collector.list("replace", entry.get());
            return true;
        }
        entry = entryOf(token, "received-from");
        if (entry.isPresent()) {
            collector.receivedFrom = entry;
            return true;
        }
        entry = entryOf(token, "SDES");
        if (entry.isPresent()) {
            collector.list("SDES", entry.get());
            return true;
        }
        entry = entryOf(token, "T38").or(() -> entryOf(token, "T.38"));
        if (entry.isPresent()) {
            collector.list("T38", entry.get());
            return true;
        }
        entry = entryOf(token, "rtcp-mux");
        if (entry.isPresent()) {
            collector.list("rtcp-mux", entry.get());
            return true;
        }
        entry = entryOf(token, "transcode");
        if (entry.isPresent()) {
            collector.codec("transcode", entry.get());
            return true;
        }
        for (String list : CODEC_LISTS) {
            Optional<String> codec = entryOf(token, "codec-" + list);
            if (codec.isPresent()) {
                collector.codec(list, codec.get());
                return true;
            }
        }
        return false;
    }

    private static Optional<String> entryOf(String token, String name) {
        int length = name.length();
        boolean isOf = token.length() > length + 1
                && token.startsWith(name)
                && (token.charAt(length) == '-' || token.charAt(length) == '=');
        return isOf ? Optional.of(token.substring(length + 1)) : Optional.empty();
    }

    private static void word(FlagCollector collector, String token) throws FlagException {
        if (collector.transport(token)) {
            return;
        }
        switch (token) {
            case "to-tag" -> collector.isToTagForced = true;
            case "internal", "external" -> collector.list("direction", token);
            case "directional" -> collector.isDirectional = true;
            case "force-answer" -> collector.forceAnswer();
            case "DTLS" -> collector.explicitTransport("UDP/TLS/RTP/SAVP");
            case "media-address", "direction", "call-id", "from-tag", "via-branch", "TOS", "delete-delay" ->
                throw new FlagException(token, "a value is needed: " + token + "=...");
            default -> collector.flag(token);
        }
    }

    private static void value(FlagCollector collector, String token, String name, String value) throws FlagException {
        if (value.isEmpty()) {
            throw new FlagException(token, "a value is needed behind '='");
        }
        switch (name) {
            case "call-id" -> collector.callId = Optional.of(value);
            case "from-tag" -> collector.fromTag = Optional.of(value);
            case "to-tag" -> {
                collector.toTag = Optional.of(value);
                collector.isToTagForced = true;
            }
            case "direction" -> collector.list("direction", value);
            case "via-branch" -> collector.viaBranch(token, value, true);
            case "repacketize", "TOS" -> collector.key(name, FlagParser.number(token, value));
            case "delete-delay" -> collector.key("delete delay", FlagParser.number(token, value));
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
