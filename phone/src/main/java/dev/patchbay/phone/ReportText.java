package dev.patchbay.phone;

import dev.patchbay.dsp.Tone;
import dev.patchbay.json.JsonWriter;
import dev.patchbay.ngvalue.OctetBuffer;
import dev.patchbay.phone.call.CallReport;
import dev.patchbay.phone.media.MediaFigures;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** A report for people, and one for programs. */
final class ReportText {

    private ReportText() {}

    /** Empty for a call that never had media: why is said elsewhere. */
    static String plain(CallReport report) {
        MediaFigures media = report.media();
        StringBuilder text = new StringBuilder();
        if (media.sent() == 0 && media.received() == 0) {
            return "";
        }
        text.append("heard ")
                .append(media.tone().map(ReportText::tone).orElse("no tone"))
                .append(", ")
                .append(media.received())
                .append(" of ")
                .append(media.expected())
                .append(" packets\n");
        text.append("sent ").append(media.sent()).append(" packets; ");
        text.append("lost ").append(media.lost()).append(", jitter ").append(decimal(media.jitterMs())).append(" ms; ");
        text.append("RTCP ").append(media.rtcpSent()).append(" sent, ").append(media.rtcpReceived()).append(" received");
        media.farLost().ifPresent(lost -> text.append("; the other side lost ").append(lost));
        media.roundTripMs().ifPresent(ms -> text.append("; round trip ").append(decimal(ms)).append(" ms"));
        text.append('\n');
        if (!media.digits().isEmpty()) {
            text.append("heard digits ").append(media.digits()).append('\n');
        }
        if (report.talked().isPositive()) {
            text.append("talked ").append(decimal(report.talked().toMillis() / 1000.0)).append(" s with ").append(report.peer());
            text.append(", ").append(report.outcome().text()).append('\n');
        }
        return text.toString();
    }

    private static String tone(Tone tone) {
        return Math.round(tone.frequencyHz()) + " Hz at " + Math.round(tone.levelDbm0()) + " dBm0";
    }

    /** One object on one line. */
    static String json(CallReport report) {
        MediaFigures media = report.media();
        OctetBuffer target = new OctetBuffer();
        JsonWriter json = new JsonWriter(target).beginObject();
        Optional<String> problem = report.problem();
        json.name("result").value(problem.isEmpty() ? "ok" : "failed");
        problem.ifPresent(text -> json.name("problem").value(text));
        json.name("ended").value(report.outcome().text());
        json.name("peer").value(report.peer());
        json.name("seconds").literal(decimal(report.talked().toMillis() / 1000.0));
        json.name("sent").value(media.sent());
        json.name("received").value(media.received());
        json.name("expected").value(media.expected());
        json.name("lost").value(media.lost());
        json.name("duplicates").value(media.duplicates());
        json.name("jitter_ms").literal(decimal(media.jitterMs()));
        json.name("rtcp_sent").value(media.rtcpSent());
        json.name("rtcp_received").value(media.rtcpReceived());
        media.farLost().ifPresent(lost -> json.name("far_lost").value(lost));
        media.roundTripMs().ifPresent(ms -> json.name("round_trip_ms").literal(decimal(ms)));
        media.tone().ifPresent(tone -> json.name("tone_hz")
                .literal(decimal(tone.frequencyHz()))
                .name("tone_dbm0")
                .literal(decimal(tone.levelDbm0()))
                .name("tone_share")
                .literal(String.format(Locale.ROOT, "%.3f", tone.confidence())));
        json.name("digits").value(media.digits());
        json.endObject();
        return new String(target.toByteArray(), StandardCharsets.UTF_8) + "\n";
    }

    private static String decimal(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
