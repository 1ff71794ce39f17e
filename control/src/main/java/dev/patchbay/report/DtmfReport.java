package dev.patchbay.report;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.net.IpAddress;
import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.ngvalue.NgList;
import java.util.List;

/**
 * A telephone-event that ended, with what the call knows of the party that sent it. Call-id and tags are octet strings.
 *
 * @param sourceTag of the sender; empty when it has none yet
 * @param tags of all parties of the call that have one, in order of creation
 * @param timestampS seconds since 1970
 * @param sourceIp where the packet came from
 * @param event 0..15 for 0-9 * # A-D, up to 255
 * @param durationMs by the sender's clock
 * @param volumeDbm0 power level without its minus sign, 0..63
 */
public record DtmfReport(
        String callId,
        String sourceTag,
        List<String> tags,
        long timestampS,
        IpAddress sourceIp,
        int event,
        int durationMs,
        int volumeDbm0) {

    public DtmfReport {
        tags = List.copyOf(tags);
    }

    /** A JSON object in rtpengine's keys and their order, as UTF-8. */
    public byte[] toJson() {
        return JsonWriter.toBytes(NgDict.builder()
                .put("callid", callId)
                .put("source_tag", sourceTag)
                .put("tags", NgList.ofStrings(tags))
                .put("type", "DTMF")
                .put("timestamp", timestampS)
                .put("source_ip", sourceIp.toString())
                .put("event", event)
                .put("duration", durationMs)
                .put("volume", volumeDbm0)
                .build());
    }
}
