package dev.patchbay.report;

import dev.patchbay.call.Call;
import dev.patchbay.call.CallState;
import dev.patchbay.call.MediaSection;
import dev.patchbay.call.Participant;
import dev.patchbay.linux.bpf.BpfProgram;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.offload.OffloadSummary;
import dev.patchbay.offload.Placement;
import dev.patchbay.plane.ComponentStatus;
import dev.patchbay.plane.ComponentStatus.Cell;
import dev.patchbay.plane.MediaPort;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What {@code list offload} prints: in-kernel forwarding as a whole, then a line for each RTP stream, wherever it is. */
public final class OffloadText {

    private OffloadText() {}

    /**
     * @param runTime of the programs; no runs when it is not measured
     * @param packets that the kernel forwarded since the start
     */
    public static String of(OffloadSummary summary, BpfProgram.RunTime runTime, long packets, Stream<Call> calls) {
        StringBuilder text = new StringBuilder();
        text.append("In-kernel forwarding: ").append(summary.isOn() ? "on, " : "off, ").append(summary.reason()).append('\n');
        if (summary.table() >= 0) {
            text.append("Table: ").append(summary.table()).append('\n');
            text.append("Packets forwarded: ").append(packets).append('\n');
            text.append("Streams at most: ").append(summary.maxFlows()).append('\n');
            text.append("Programs detached by others: ").append(summary.detached()).append('\n');
            counts(text, "Streams moved into the kernel: ", Map.of(Placement.KERNEL, summary.attempts().get(Placement.KERNEL)));
            counts(text, "Attempts refused: ", summary.attempts());
            counts(text, "Streams that came back: ", summary.returns());
        }
        if (runTime.runs() > 0) {
            text.append("Program run time: ").append(runTime.runTimeNs()).append(" ns in ").append(runTime.runs())
                    .append(" runs\n");
        }
        StringBuilder streams = new StringBuilder();
        calls.forEach(call -> streams(streams, call));
        return text.append(streams).toString();
    }

    private static void counts(StringBuilder text, String title, Map<Placement, Long> counts) {
        boolean isTotal = counts.size() == 1;
        counts.forEach((placement, count) -> {
            if (isTotal) {
                text.append(title).append(count).append('\n');
            } else if (count > 0 && placement != Placement.KERNEL) {
                text.append(title).append(count).append(": ").append(placement.explanation()).append('\n');
            }
        });
    }

    private static void streams(StringBuilder text, Call call) {
        CallState state = call.state();
        for (Participant party : state.participants()) {
            for (MediaSection section : party.sections()) {
                for (int index = 0; index < section.components().size(); index += 2) {
                    ComponentStatus status = section.components().get(index).status();
                    stream(text, call.callId(), state, party, section, index, status);
                }
            }
        }
    }

    private static void stream(
            StringBuilder text,
            String callId,
            CallState state,
            Participant party,
            MediaSection section,
            int index,
            ComponentStatus status) {
        MediaPort local = status.selectedPort();
        if (local == null) {
            return;
        }
        text.append(callId).append(" | local ").append(local.local()).append(" | source ").append(or(status.endpoint()));
        for (Participant listener : state.listenersOf(party)) {
            listener.section(section.index())
                    .filter(far -> index < far.components().size())
                    .map(far -> far.components().get(index).status())
                    .ifPresent(far -> {
                        MediaPort exit = far.selectedPort();
                        text.append(" | from ").append(or(exit == null ? null : exit.local()));
                        text.append(" to ").append(or(far.endpoint()));
                    });
        }
        Placement placement = status.placement();
        text.append(" | packets ").append(status.get(Cell.PACKETS));
        text.append(", in the kernel ").append(status.get(Cell.KERNEL_PACKETS));
        text.append(" (").append(status.get(Cell.KERNEL_BYTES)).append(" bytes) | ");
        text.append(placement.isKernel() ? "kernel" : "user space: " + placement.explanation()).append('\n');
    }

    private static String or(@Nullable TransportAddress address) {
        return address == null ? "-" : address.toString();
    }
}
