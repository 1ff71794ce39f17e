package dev.patchbay.report;

import dev.patchbay.call.CallState;
import dev.patchbay.call.EndedCall;
import dev.patchbay.call.MediaSection;
import dev.patchbay.call.Participant;
import dev.patchbay.call.Termination;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.plan.ComponentStatus;
import dev.patchbay.plan.ComponentStatus.Cell;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The call detail record of an ended call: one line of {@code name=value, } in rtpengine's names and order, the comma and space at the
 * end included. Thread-safe.
 */
public final class CdrLine {

    private static final int INITIAL_CHARS = 2048;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final String NO_SOCKET = "0.0.0.0";
    private static final String NO_TAG = "(null)";

    private final LongSupplier planeNanos;
    private final int configuredTos;

    /**
     * @param planeNanos the clock of the media plane
     * @param configuredTos TOS of calls that have none of their own, 0..255
     */
    public CdrLine(LongSupplier planeNanos, int configuredTos) {
        this.planeNanos = planeNanos;
        this.configuredTos = configuredTos;
    }

    /** To be called when the call has just ended: ages on the media plane's clock are counted from now. */
    public String of(EndedCall ended) {
        PlaneMoment end = new PlaneMoment(planeNanos.getAsLong(), ended.endedUs());
        CallState state = ended.state();
        Fields fields = new Fields();
        fields.put("ci", PlainText.field(ended.call().callId()));
        fields.put("created_from", ended.call().createdFrom());
        fields.put("last_signal", ended.call().lastSignalUs() / MICROS_PER_SECOND);
        fields.put("tos", state.trafficClass().orElse(configuredTos));
        List<Participant> participants = state.participants();
        for (int i = 0; i < participants.size(); i++) {
            party(fields, ended, participants.get(i), "ml" + i + "_", end);
        }
        return fields.text.toString();
    }

    private static void party(Fields fields, EndedCall ended, Participant party, String prefix, PlaneMoment end) {
        boolean wasDeleted = party.deletedUs() != 0;
        long endUs = wasDeleted ? party.deletedUs() : ended.endedUs();
        fields.put(prefix + "start_time", seconds(party.startedUs()));
        fields.put(prefix + "end_time", seconds(endUs));
        fields.put(prefix + "duration", seconds(Math.max(0, endUs - party.startedUs())));
        fields.put(prefix + "termination", wasDeleted ? Termination.REGULAR : ended.termination());
        fields.put(prefix + "local_tag", tag(party));
        fields.put(prefix + "local_tag_type", party.tagType());
        for (Participant source : ended.state().sourcesOf(party)) {
            fields.put(prefix + "remote_tag", tag(source));
        }
        for (MediaSection section : party.sections()) {
            section(fields, ended.state(), party, section, prefix, end);
        }
    }

    private static void section(
            Fields fields, CallState state, Participant party, MediaSection section, String partyPrefix, PlaneMoment end) {
        fields.put("payload_type", payloadType(section));
        String prefix = partyPrefix + "midx" + (section.index() + 1) + "_";
        for (StreamRow row : StreamRow.of(state, party, section, end)) {
            stream(fields, row, prefix + (row.isRtcp() ? "rtcp_" : "rtp_"));
        }
    }

    private static void stream(Fields fields, StreamRow row, String prefix) {
        ComponentStatus status = row.status();
        fields.put(prefix + "endpoint_ip", row.endpoint().map(e -> e.ip().toString()).orElse(""));
        fields.put(prefix + "endpoint_port", row.endpoint().map(TransportAddress::port).orElse(0));
        fields.put(prefix + "local_relay_ip", row.local().map(l -> l.ip().toString()).orElse(NO_SOCKET));
        fields.put(prefix + "local_relay_port", row.local().map(TransportAddress::port).orElse(0));
        fields.put(prefix + "relayed_packets", status.get(Cell.PACKETS));
        fields.put(prefix + "relayed_bytes", status.get(Cell.BYTES));
        fields.put(prefix + "relayed_errors", status.get(Cell.ERRORS));
        fields.put(prefix + "last_packet", row.lastPacketUs() / MICROS_PER_SECOND);
        // The sockets do not report the TOS of received packets; the field keeps its place for those who count commas.
        fields.put(prefix + "in_tos_tclass", 0);
    }

    private static String payloadType(MediaSection section) {
        long last = section.components().isEmpty()
                ? -1
                : section.components().getFirst().status().get(Cell.PAYLOAD_TYPE);
        return last < 0 ? "unknown" : Long.toString(last);
    }

    private static String tag(Participant party) {
        String tag = party.tag();
        return tag == null ? NO_TAG : PlainText.field(tag);
    }

    private static String seconds(long us) {
        String micros = Long.toString(MICROS_PER_SECOND + us % MICROS_PER_SECOND).substring(1);
        return TimeUnit.MICROSECONDS.toSeconds(us) + "." + micros;
    }

    private static final class Fields {
        private final StringBuilder text = new StringBuilder(INITIAL_CHARS);

        void put(String name, Object value) {
            text.append(name).append('=').append(value).append(", ");
        }
    }
}
