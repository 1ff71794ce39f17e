package dev.patchbay.metrics;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The ng commands in the order in which statistics list them (rtpengine). */
public enum ControlCommand {
    PING("ping", "Ping"),
    OFFER("offer", "Offer"),
    ANSWER("answer", "Answer"),
    DELETE("delete", "Delete"),
    QUERY("query", "Query"),
    LIST("list", "List"),
    START_RECORDING("start recording", "StartRec"),
    STOP_RECORDING("stop recording", "StopRec"),
    START_FORWARDING("start forwarding", "StartFwd"),
    STOP_FORWARDING("stop forwarding", "StopFwd"),
    BLOCK_DTMF("block DTMF", "BlkDTMF"),
    UNBLOCK_DTMF("unblock DTMF", "UnblkDTMF"),
    BLOCK_MEDIA("block media", "BlkMedia"),
    UNBLOCK_MEDIA("unblock media", "UnblkMedia"),
    PLAY_MEDIA("play media", "PlayMedia"),
    STOP_MEDIA("stop media", "StopMedia"),
    PLAY_DTMF("play DTMF", "PlayDTMF"),
    STATISTICS("statistics", "Stats"),
    SILENCE_MEDIA("silence media", "SlnMedia"),
    UNSILENCE_MEDIA("unsilence media", "UnslnMedia"),
    PUBLISH("publish", "Pub"),
    SUBSCRIBE_REQUEST("subscribe request", "SubReq"),
    SUBSCRIBE_ANSWER("subscribe answer", "SubAns"),
    UNSUBSCRIBE("unsubscribe", "Unsub");

    private static final Map<String, ControlCommand> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(ControlCommand::wireName, Function.identity()));

    private final String wireName;
    private final String columnTitle;

    ControlCommand(String wireName, String columnTitle) {
        this.wireName = wireName;
        this.columnTitle = columnTitle;
    }

    /** The value of key {@code command}. */
    public String wireName() {
        return wireName;
    }

    /** The heading in the CLI's table, at most 10 letters. */
    public String columnTitle() {
        return columnTitle;
    }

    /** The beginning of its keys in JSON: {@code blkdtmf} of {@code blkdtmfcount}. */
    public String shortName() {
        return columnTitle.toLowerCase(Locale.ROOT);
    }

    public static Optional<ControlCommand> of(String wireName) {
        return Optional.ofNullable(BY_NAME.get(wireName));
    }
}
