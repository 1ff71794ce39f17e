package dev.patchbay.cli;

import dev.patchbay.metrics.TrafficFigures;
import dev.patchbay.net.TransportAddress;
import java.util.Optional;

/** Prints calls as {@code list sessions} shows them. */
final class CallText {

    private static final String NO_SOCKET = "0.0.0.0";

    private CallText() {}

    static String line(CallSummary call) {
        return "callid: %60s | deletionmark:%4s | created:%12d | proxy:%s | redis_keyspace:%d | foreign:%s\n"
                .formatted(
                        call.callId(),
                        yesNo(call.isDeleted()),
                        call.createdS(),
                        call.proxy(),
                        call.redisKeyspace(),
                        yesNo(call.isForeign()));
    }

    static String details(CallDetails call) {
        CallSummary summary = call.summary();
        StringBuilder text = new StringBuilder(1024)
                .append("\ncallid: ").append(summary.callId())
                .append("\ndeletionmark: ").append(yesNo(summary.isDeleted()))
                .append("\ncreated: ").append(summary.createdS())
                .append("\nproxy: ").append(summary.proxy())
                .append("\ntos: ").append(call.tos())
                .append("\nlast_signal: ").append(call.lastSignalS())
                .append("\nredis_keyspace: ").append(summary.redisKeyspace())
                .append("\nforeign: ").append(yesNo(summary.isForeign()))
                .append("\n\n");
        call.parties().forEach(party -> party(party, text));
        return text.append('\n').toString();
    }

    private static void party(CallDetails.Party party, StringBuilder text) {
        text.append("--- Tag '%s', type: %s, label '%s', branch '%s', callduration %d.%06d\n"
                .formatted(
                        party.tag(),
                        party.type(),
                        party.label(),
                        party.viaBranch(),
                        party.durationUs() / 1_000_000,
                        party.durationUs() % 1_000_000));
        party.subscribedTo().forEach(tag -> text.append("---     subscribed to '").append(tag).append("'\n"));
        party.subscribers().forEach(tag -> text.append("---     subscription of '").append(tag).append("'\n"));
        for (CallDetails.Media media : party.medias()) {
            text.append("------ Media #%d (%s over %s) using %s\n"
                    .formatted(
                            media.index(),
                            media.type(),
                            media.protocol().isEmpty() ? "unknown protocol" : media.protocol(),
                            media.codec().orElse("unknown codec")));
            media.ports().forEach(port -> port(port, text));
        }
    }

    private static void port(CallDetails.Port port, StringBuilder text) {
        TrafficFigures received = port.received();
        text.append("-------- Port %s <> %s%s, SSRC %x, %d p, %d b, %d e, %d ts\n"
                .formatted(
                        address(port.local(), NO_SOCKET),
                        address(port.endpoint(), ""),
                        port.isRtcpOnly() ? " (RTCP)" : "",
                        port.ssrc(),
                        received.packets(),
                        received.bytes(),
                        received.errors(),
                        port.lastPacketS()));
    }

    private static String address(Optional<TransportAddress> address, String otherwise) {
        return "%15s:%-5d"
                .formatted(
                        address.map(a -> a.ip().toString()).orElse(otherwise),
                        address.map(TransportAddress::port).orElse(0));
    }

    private static String yesNo(boolean truth) {
        return truth ? "yes" : "no";
    }
}
