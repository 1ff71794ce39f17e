package dev.patchbay.command;

import dev.patchbay.call.CallReport;
import dev.patchbay.call.Component;
import dev.patchbay.call.MediaSection;
import dev.patchbay.call.MediaSection.Flag;
import dev.patchbay.call.Participant;
import dev.patchbay.dtls.DtlsReport;
import dev.patchbay.dtls.DtlsRole;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.ngvalue.NgInteger;
import dev.patchbay.ngvalue.NgList;
import dev.patchbay.ngvalue.NgString;
import dev.patchbay.ngvalue.NgValue;
import dev.patchbay.offload.Placement;
import dev.patchbay.plan.ComponentStatus;
import dev.patchbay.plan.ComponentStatus.Cell;
import dev.patchbay.quality.SsrcReport;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes what {@code query} and {@code delete} reply: call, parties, sections, streams and their figures. Any thread. */
public final class CallReportWriter {

    private static final long MICROS_PER_SECOND = 1_000_000;

    private final StreamFigures figures;

    public CallReportWriter(StreamFigures figures) {
        this.figures = figures;
    }

    /** Everything but the {@code result}. */
    public NgDict.Builder write(CallReport report) {
        Totals totals = new Totals();
        NgDict.Builder tags = NgDict.builder();
        for (Participant participant : report.listed()) {
            String tag = participant.tag();
            String key = tag == null || tag.isEmpty() ? "<untagged " + participant.id() + ">" : tag;
            tags.put(key, participant(report, participant, totals));
        }
        return NgDict.builder()
                .put("created", report.call().createdUs() / MICROS_PER_SECOND)
                .put("created_us", report.call().createdUs() % MICROS_PER_SECOND)
                .put("last signal", report.call().lastSignalUs() / MICROS_PER_SECOND)
                .put("SSRC", ssrcs(report))
                .put("tags", tags)
                .put("totals", NgDict.builder().put("RTP", totals.rtp.write()).put("RTCP", totals.rtcp.write()));
    }

    private NgDict participant(CallReport report, Participant participant, Totals totals) {
        NgDict.Builder dict = NgDict.builder().put("tag", orEmpty(participant.tag()));
        putIfPresent(dict, "via-branch", participant.viaBranch());
        putIfPresent(dict, "label", participant.label());
        List<Participant> sources = report.state().sourcesOf(participant);
        dict.put("created", participant.createdUs() / MICROS_PER_SECOND);
        if (!sources.isEmpty()) {
            dict.put("in dialogue with", orEmpty(sources.getFirst().tag()));
        }
        dict.put("subscriptions", subscriptions(sources));
        dict.put("subscribers", subscriptions(report.state().listenersOf(participant)));
        List<NgValue> medias = new ArrayList<>();
        for (MediaSection section : participant.sections()) {
            medias.add(section(report, section, totals));
        }
        return dict.put("medias", new NgList(medias)).build();
    }

    private static NgList subscriptions(List<Participant> parties) {
        List<NgValue> subscriptions = new ArrayList<>(parties.size());
        for (Participant party : parties) {
            subscriptions.add(NgDict.builder()
                    .put("tag", orEmpty(party.tag()))
                    .put("type", "offer/answer")
                    .build());
        }
        return new NgList(subscriptions);
    }

    private NgDict section(CallReport report, MediaSection section, Totals totals) {
        NgDict.Builder dict = NgDict.builder()
                .put("index", section.index() + 1)
                .put("type", section.type());
        // rtpengine: has no name for others.
        section.protocol().ifPresent(protocol -> dict.put("protocol", protocol.sdpName()));
        StreamFigures.codecInUse(section).ifPresent(codec -> dict.put("codec", codec));
        List<NgValue> streams = new ArrayList<>();
        for (int i = 0; i < section.components().size(); i++) {
            NgDict stream = stream(report, section, i, totals);
            if (i < section.componentsInUse()) {
                streams.add(stream);
            }
        }
        List<NgValue> flags = new ArrayList<>();
        for (Flag flag : section.flags()) {
            if (flag.isListedForMedia()) {
                flags.add(new NgString(flag.text()));
            }
        }
        return dict.put("streams", new NgList(streams)).put("flags", new NgList(flags)).build();
    }

    private NgDict stream(CallReport report, MediaSection section, int index, Totals totals) {
        Component component = section.components().get(index);
        ComponentStatus status = component.status();
        boolean isRtcp = (index & 1) == 1;
        NgDict.Builder dict = NgDict.builder();
        StreamFigures.localPort(section, index).ifPresent(local -> {
            dict.put("local port", local.port());
            dict.put("local address", local.ip().toString());
            dict.put("family", local.family().displayName());
        });
        dict.put("endpoint", address(StreamFigures.endpoint(component).orElse(null)));
        dict.put("advertised endpoint", address(component.signalled()));
        section.sdes().suite().ifPresent(suite -> dict.put("crypto suite", suite.sdesName()));
        status.handshake().ifPresent(handshake -> putHandshake(dict, handshake));
        dict.put("last packet", figures.lastPacketS(report, status));
        dict.put("flags", streamFlags(section, component, isRtcp));
        if (status.get(Cell.SSRC) >= 0) {
            dict.put("SSRC", status.get(Cell.SSRC));
        }
        Figures counted = new Figures(status.get(Cell.PACKETS), status.get(Cell.BYTES), status.get(Cell.ERRORS));
        (isRtcp ? totals.rtcp : totals.rtp).add(counted);
        return dict.put("stats", counted.write()).build();
    }

    /** rtpengine: names the suite only. */
    private static void putHandshake(NgDict.Builder stream, DtlsReport handshake) {
        NgDict.Builder dict = NgDict.builder();
        dict.put("role", handshake.role() == DtlsRole.CLIENT ? "active" : "passive");
        dict.put("state", handshake.state().text());
        handshake.established().ifPresent(agreement -> {
            stream.put("crypto suite", agreement.suite().sdesName());
            dict.put("version", agreement.version());
            dict.put("cipher", agreement.cipher());
        });
        handshake.failure().ifPresent(failure -> dict.put("failure", failure));
        stream.put("DTLS", dict.build());
    }

    private static NgList streamFlags(MediaSection section, Component component, boolean isRtcp) {
        List<NgValue> flags = new ArrayList<>();
        boolean isMuxed = section.has(Flag.RTCP_MUX);
        if (!isRtcp) {
            flags.add(new NgString("RTP"));
        }
        if (isRtcp || isMuxed) {
            flags.add(new NgString("RTCP"));
        }
        if (isRtcp && isMuxed) {
            flags.add(new NgString("fallback RTCP"));
        }
        if (component.signalled() != null) {
            flags.add(new NgString("filled"));
        }
        if (component.status().isConfirmed()) {
            flags.add(new NgString("confirmed"));
        }
        Placement placement = component.status().placement();
        if (placement.isKernel()) {
            flags.add(new NgString("kernelized"));
        } else if (placement.isLasting() && component.status().isConfirmed() && !isRtcp) {
            flags.add(new NgString("no kernel support"));
        }
        if (component.status().handshake().flatMap(DtlsReport::established).isPresent()) {
            flags.add(new NgString("DTLS fingerprint verified"));
        }
        for (Flag flag : List.of(Flag.STRICT_SOURCE, Flag.MEDIA_HANDOVER, Flag.ICE)) {
            if (section.has(flag)) {
                flags.add(new NgString(flag.text()));
            }
        }
        return new NgList(flags);
    }

    private static NgDict address(@Nullable TransportAddress address) {
        if (address == null) {
            return NgDict.empty();
        }
        return NgDict.builder()
                .put("family", address.family().displayName())
                .put("address", address.ip().toString())
                .put("port", address.port())
                .build();
    }

    private static NgDict ssrcs(CallReport report) {
        NgDict.Builder dict = NgDict.builder();
        for (SsrcReport ssrc : report.ssrcs()) {
            dict.put(Long.toString(ssrc.ssrc()), ssrc(ssrc));
        }
        return dict.build();
    }

    private static NgDict ssrc(SsrcReport ssrc) {
        SsrcReport.Sample average = ssrc.average();
        SsrcReport.Sample lowest = ssrc.lowest();
        SsrcReport.Sample highest = ssrc.highest();
        if (average == null || lowest == null || highest == null) {
            return NgDict.empty();
        }
        NgDict.Builder progression = NgDict.builder().put("interval", ssrc.intervalSeconds());
        progression.put(
                "entries",
                new NgList(ssrc.progression().stream()
                        .<NgValue>map(s -> sample(s).put("reported at", s.reportedAtEpochS()).build())
                        .toList()));
        return NgDict.builder()
                .put("cumulative loss", ssrc.cumulativeLoss())
                .put("average MOS", sample(average).put("samples", average.samples()))
                .put("lowest MOS", sample(lowest).put("reported at", lowest.reportedAtEpochS()))
                .put("highest MOS", sample(highest).put("reported at", highest.reportedAtEpochS()))
                .put("MOS progression", progression)
                .build();
    }

    private static NgDict.Builder sample(SsrcReport.Sample sample) {
        return NgDict.builder()
                .put("MOS", sample.mosTenths())
                .put("round-trip time", sample.roundTripUs())
                .put("round-trip time leg", sample.roundTripLegUs())
                .put("jitter", sample.jitterMs())
                .put("packet loss", sample.lossPercent());
    }

    private static void putIfPresent(NgDict.Builder dict, String key, @Nullable String value) {
        if (value != null) {
            dict.put(key, value);
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** Packets, bytes and errors of one or several streams. */
    private record Figures(long packets, long bytes, long errors) {
        NgDict write() {
            return NgDict.builder()
                    .put("packets", new NgInteger(packets))
                    .put("bytes", new NgInteger(bytes))
                    .put("errors", new NgInteger(errors))
                    .build();
        }
    }

    private static final class Sum {
        private Figures figures = new Figures(0, 0, 0);

        void add(Figures more) {
            figures = new Figures(
                    figures.packets + more.packets, figures.bytes + more.bytes, figures.errors + more.errors);
        }

        NgDict write() {
            return figures.write();
        }
    }

    private static final class Totals {
        private final Sum rtp = new Sum();
        private final Sum rtcp = new Sum();
    }
}
