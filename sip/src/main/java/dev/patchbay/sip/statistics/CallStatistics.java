package dev.patchbay.sip.statistics;

import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.ngvalue.NgInteger;
import dev.patchbay.ngvalue.NgList;
import dev.patchbay.ngvalue.NgValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A relay's report of a call. */
public final class CallStatistics {

    private final NgDict reply;
    private final List<SourceQuality> sources = new ArrayList<>();

    /** @param reply to a query or a delete */
    public CallStatistics(NgDict reply) {
        this.reply = reply;
        reply.dict("SSRC").ifPresent(ssrcs -> ssrcs.entries().forEach((ssrc, value) -> {
            if (value instanceof NgDict report) {
                sources.add(SourceQuality.of(ssrc, report));
            }
        }));
    }

    /**
     * The text of the modules' variable {@code $rtpstat}. A number that the relay left out is -1.
     *
     * @return empty when there are no totals
     */
    public Optional<String> totalsText() {
        return reply.dict("totals").map(totals -> "RTP: " + counters(totals, "RTP") + "; RTCP: " + counters(totals, "RTCP"));
    }

    private static String counters(NgDict totals, String kind) {
        NgDict counters = totals.dict(kind).orElse(NgDict.empty());
        return "%d bytes, %d packets, %d errors"
                .formatted(
                        counters.integer("bytes").orElse(-1),
                        counters.integer("packets").orElse(-1),
                        counters.integer("errors").orElse(-1));
    }

    /** When the call began, in seconds since 1970. */
    OptionalLong created() {
        return reply.integer("created");
    }

    /** Of all sources. */
    List<SourceQuality> sources() {
        return List.copyOf(sources);
    }

    /** Of the sources that a party sends. */
    List<SourceQuality> sourcesOfTag(String tag) {
        return of(reply.dict("tags").flatMap(tags -> tags.dict(tag)).map(CallStatistics::ssrcsOf).orElse(Set.of()));
    }

    /** Of the sources that parties with this label send. */
    List<SourceQuality> sourcesOfLabel(String label) {
        Set<String> ssrcs = new HashSet<>();
        for (NgValue party : reply.dict("tags").orElse(NgDict.empty()).entries().values()) {
            if (party instanceof NgDict dict && dict.string("label").filter(label::equals).isPresent()) {
                ssrcs.addAll(ssrcsOf(dict));
            }
        }
        return of(ssrcs);
    }

    private List<SourceQuality> of(Set<String> ssrcs) {
        return sources.stream().filter(source -> ssrcs.contains(source.ssrc())).toList();
    }

    private static Set<String> ssrcsOf(NgDict party) {
        Set<String> ssrcs = new HashSet<>();
        for (NgDict media : dicts(party.list("medias"))) {
            for (NgDict stream : dicts(media.list("streams"))) {
                stream.get("SSRC").ifPresent(value -> {
                    if (value instanceof NgInteger ssrc) {
                        ssrcs.add(Long.toString(ssrc.value()));
                    }
                });
            }
        }
        return ssrcs;
    }

    private static List<NgDict> dicts(Optional<NgList> list) {
        List<NgDict> dicts = new ArrayList<>();
        for (NgValue value : list.map(NgList::values).orElse(List.of())) {
            if (value instanceof NgDict dict) {
                dicts.add(dict);
            }
        }
        return dicts;
    }
}
