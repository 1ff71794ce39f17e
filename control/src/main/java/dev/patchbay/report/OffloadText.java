package dev.patchbay.report;

import dev.patchbay.call.Call;
import dev.patchbay.linux.bpf.BpfProgram;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.offload.OffloadSummary;
import dev.patchbay.offload.Placement;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
            text.append("Attached by: ").append(summary.attach().word()).append('\n');
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
        calls.flatMap(OffloadStream::of).forEach(stream -> stream(streams, stream));
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

    private static void stream(StringBuilder text, OffloadStream stream) {
        text.append(stream.callId()).append(" | local ").append(stream.local());
        text.append(" | source ").append(or(stream.source()));
        for (OffloadStream.Exit exit : stream.exits()) {
            text.append(" | from ").append(or(exit.local())).append(" to ").append(or(exit.target()));
        }
        Placement placement = stream.placement();
        text.append(" | packets ").append(stream.packets());
        text.append(", in the kernel ").append(stream.kernelPackets());
        text.append(" (").append(stream.kernelBytes()).append(" bytes) | ");
        text.append(placement.isKernel() ? "kernel" : "user space: " + placement.explanation()).append('\n');
    }

    private static String or(Optional<TransportAddress> address) {
        return address.map(TransportAddress::toString).orElse("-");
    }
}
