package dev.patchbay.report;

import dev.patchbay.call.CallState;
import dev.patchbay.call.Component;
import dev.patchbay.call.MediaSection;
import dev.patchbay.call.MediaSection.Flag;
import dev.patchbay.call.Participant;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.plan.ComponentStatus;
import dev.patchbay.plan.ComponentStatus.Cell;
import dev.patchbay.plan.MediaPort;
import dev.patchbay.sdp.Codec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One stream as CDRs and the list of sessions show it.
 *
 * @param isRtcp of a pair of ports the second one
 * @param local where its packets are received; empty when there is no socket
 * @param endpoint where packets for the party go, or would go; empty while unknown
 * @param lastPacketUs when the last packet came, or the party last signalled if that is later, microseconds since 1970
 */
record StreamRow(
        boolean isRtcp,
        ComponentStatus status,
        Optional<TransportAddress> local,
        Optional<TransportAddress> endpoint,
        long lastPacketUs) {

    /** The streams of a section, but for RTCP ports that are there only in case that multiplexing is refused (rtpengine: not shown). */
    static List<StreamRow> of(CallState state, Participant participant, MediaSection section, PlaneMoment now) {
        boolean isMuxed = section.has(Flag.RTCP_MUX) || isMuxHopedFor(state, participant, section);
        List<StreamRow> rows = new ArrayList<>(section.componentsInUse());
        for (int index = 0; index < section.componentsInUse(); index++) {
            boolean isRtcp = (index & 1) == 1;
            if (!isRtcp || !isMuxed) {
                rows.add(row(participant, section, index, now));
            }
        }
        return rows;
    }

    /** The offer wants multiplexing, and there is no answer yet. */
    private static boolean isMuxHopedFor(CallState state, Participant participant, MediaSection section) {
        boolean isWanted = section.hasOfferedRtcpMux() || section.isRtcpMuxProposed();
        return isWanted
                && !(hasSignalled(section)
                        && state.sourcesOf(participant).stream()
                                .flatMap(source -> source.section(section.index()).stream())
                                .anyMatch(StreamRow::hasSignalled));
    }

    private static boolean hasSignalled(MediaSection section) {
        return !section.components().isEmpty() && section.components().getFirst().signalled() != null;
    }

    private static StreamRow row(Participant participant, MediaSection section, int index, PlaneMoment now) {
        Component component = section.components().get(index);
        ComponentStatus status = component.status();
        TransportAddress endpoint = status.endpoint() == null ? component.signalled() : status.endpoint();
        long packetNs = status.get(Cell.LAST_PACKET_NS);
        return new StreamRow(
                (index & 1) == 1,
                status,
                localPort(section, index).map(MediaPort::local),
                Optional.ofNullable(endpoint),
                packetNs == 0 ? participant.startedUs() : Math.max(participant.startedUs(), now.epochUs(packetNs)));
    }

    /** The port that a component sends from, as long as the section has ports. */
    static Optional<MediaPort> localPort(MediaSection section, int index) {
        return section.ports()
                .filter(set -> index < set.ports().size())
                .map(set -> {
                    MediaPort selected = section.components().get(index).status().selectedPort();
                    return selected == null ? set.ports().get(index) : selected;
                });
    }

    /** The codec of the payload type received last, such as {@code opus/48000/2}. */
    static Optional<String> codecInUse(MediaSection section) {
        return section.components().isEmpty()
                ? Optional.empty()
                : codec(section, section.components().getFirst().status().get(Cell.PAYLOAD_TYPE)).map(StreamRow::name);
    }

    /** What the section's SDP says of a payload type. */
    static Optional<Codec> codec(MediaSection section, long payloadType) {
        return section.codecs().stream()
                .filter(codec -> codec.payloadType() == payloadType && !codec.encoding().isEmpty())
                .findFirst();
    }

    static String name(Codec codec) {
        return codec.encoding() + "/" + codec.clockRateHz() + (codec.channels() > 1 ? "/" + codec.channels() : "");
    }
}
