package dev.patchbay.report;

import dev.patchbay.call.Call;
import dev.patchbay.call.CallState;
import dev.patchbay.call.MediaSection;
import dev.patchbay.call.Participant;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.offload.Placement;
import dev.patchbay.plan.ComponentStatus;
import dev.patchbay.plan.ComponentStatus.Cell;
import dev.patchbay.plan.MediaPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * An RTP stream that a party sends, and where it is forwarded.
 *
 * @param local port that it arrives at
 * @param source where it comes from
 * @param packets since the call began, of which the kernel forwarded {@code kernelPackets}
 * @param kernelBytes UDP payload of those
 */
record OffloadStream(
        String callId,
        Optional<String> tag,
        TransportAddress local,
        Optional<TransportAddress> source,
        List<Exit> exits,
        long packets,
        long kernelPackets,
        long kernelBytes,
        Placement placement) {

    /** A way out: from a port of ours to a party that listens. */
    record Exit(Optional<TransportAddress> local, Optional<TransportAddress> target) {}

    OffloadStream {
        exits = List.copyOf(exits);
    }

    /** All of a call that have a port. */
    static Stream<OffloadStream> of(Call call) {
        CallState state = call.state();
        return state.participants().stream().flatMap(party -> party.sections().stream()
                .<OffloadStream>mapMulti((section, found) -> streams(call.callId(), state, party, section, found)));
    }

    private static void streams(
            String callId,
            CallState state,
            Participant party,
            MediaSection section,
            Consumer<OffloadStream> found) {
        for (int index = 0; index < section.components().size(); index += 2) {
            ComponentStatus status = section.components().get(index).status();
            MediaPort port = status.selectedPort();
            if (port != null) {
                found.accept(new OffloadStream(
                        callId,
                        Optional.ofNullable(party.tag()),
                        port.local(),
                        Optional.ofNullable(status.endpoint()),
                        exits(state, party, section, index),
                        status.get(Cell.PACKETS),
                        status.get(Cell.KERNEL_PACKETS),
                        status.get(Cell.KERNEL_BYTES),
                        status.placement()));
            }
        }
    }

    private static List<Exit> exits(CallState state, Participant party, MediaSection section, int index) {
        List<Exit> exits = new ArrayList<>();
        for (Participant listener : state.listenersOf(party)) {
            listener.section(section.index())
                    .filter(far -> index < far.components().size())
                    .map(far -> far.components().get(index).status())
                    .ifPresent(far -> exits.add(new Exit(
                            Optional.ofNullable(far.selectedPort()).map(MediaPort::local),
                            Optional.ofNullable(far.endpoint()))));
        }
        return exits;
    }
}
