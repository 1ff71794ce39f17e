package dev.patchbay.report;

import dev.patchbay.call.MediaSection;
import dev.patchbay.call.MediaSection.Flag;
import dev.patchbay.call.Participant;
import java.util.List;
import java.util.stream.Collectors;

/** How explanations name what a call consists of; octet strings. */
final class Parties {

    private Parties() {}

    /** {@code party 1 'a6bc'}; numbers are unique in the call. */
    static String name(Participant party) {
        String tag = party.tag();
        return "party " + (party.id() + 1) + (tag == null ? " (no tag yet)" : " '" + PlainText.line(tag) + "'");
    }

    static String names(List<Participant> parties) {
        return parties.isEmpty() ? "nobody" : parties.stream().map(Parties::name).collect(Collectors.joining(", "));
    }

    /** {@code 1 packet}, {@code 7 packets}. */
    static String packets(long count) {
        return count == 1 ? "1 packet" : count + " packets";
    }

    /** What the party's SDP says of the way its media goes. */
    static String direction(MediaSection section) {
        boolean sends = section.has(Flag.RECV);
        boolean receives = section.has(Flag.SEND);
        if (sends && receives) {
            return "it sends and receives";
        }
        if (sends) {
            return "it only sends";
        }
        return receives ? "it only receives" : "it neither sends nor receives (on hold)";
    }
}
