package dev.patchbay.report;

import dev.patchbay.call.Call;
import dev.patchbay.json.JsonWriter;
import dev.patchbay.linux.bpf.BpfProgram;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.ngvalue.OctetBuffer;
import dev.patchbay.offload.OffloadSummary;
import dev.patchbay.offload.Placement;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What {@code list offload json} prints: the same as {@link OffloadText}, for programs; one line. */
public final class OffloadJson {

    private OffloadJson() {}

    /** @param packets that the kernel forwarded since the start */
    public static String of(OffloadSummary summary, BpfProgram.RunTime runTime, long packets, Stream<Call> calls) {
        OctetBuffer target = new OctetBuffer();
        JsonWriter json = new JsonWriter(target);
        json.beginObject()
                .name("on").value(summary.isOn())
                .name("reason").value(summary.reason())
                .name("table").value(summary.table())
                .name("attach").value(summary.attach().word())
                .name("interfaces").beginArray();
        summary.interfaces().forEach(json::value);
        json.endArray()
                .name("max_streams").value(summary.maxFlows())
                .name("packets").value(packets)
                .name("detached").value(summary.detached())
                .name("program_runs").value(runTime.runs())
                .name("program_ns").value(runTime.runTimeNs());
        counts(json.name("attempts"), summary.attempts());
        counts(json.name("returns"), summary.returns());
        json.name("streams").beginArray();
        calls.flatMap(OffloadStream::of).forEach(stream -> stream(json, stream));
        json.endArray().endObject();
        return new String(target.toByteArray(), StandardCharsets.UTF_8) + "\n";
    }

    private static void counts(JsonWriter json, Map<Placement, Long> counts) {
        json.beginObject();
        counts.forEach((placement, count) -> json.name(word(placement)).value(count));
        json.endObject();
    }

    private static void stream(JsonWriter json, OffloadStream stream) {
        json.beginObject()
                .name("call_id").value(stream.callId())
                .name("tag").value(stream.tag().orElse(""))
                .name("local").value(stream.local().toString());
        address(json.name("source"), stream.source());
        json.name("exits").beginArray();
        for (OffloadStream.Exit exit : stream.exits()) {
            json.beginObject();
            address(json.name("local"), exit.local());
            address(json.name("target"), exit.target());
            json.endObject();
        }
        json.endArray()
                .name("packets").value(stream.packets())
                .name("kernel_packets").value(stream.kernelPackets())
                .name("kernel_bytes").value(stream.kernelBytes())
                .name("placement").value(word(stream.placement()))
                .endObject();
    }

    private static void address(JsonWriter json, Optional<TransportAddress> address) {
        address.ifPresentOrElse(a -> json.value(a.toString()), () -> json.literal("null"));
    }

    private static String word(Placement placement) {
        return placement.name().toLowerCase(Locale.ROOT);
    }
}
