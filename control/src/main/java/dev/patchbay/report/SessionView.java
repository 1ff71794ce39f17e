package dev.patchbay.report;

import dev.patchbay.call.Call;
import dev.patchbay.call.CallReport;
import dev.patchbay.call.CallState;
import dev.patchbay.call.MediaSection;
import dev.patchbay.call.Participant;
import dev.patchbay.cli.CallDetails;
import dev.patchbay.cli.CallSummary;
import dev.patchbay.metrics.TrafficFigures;
import dev.patchbay.plan.ComponentStatus;
import dev.patchbay.plan.ComponentStatus.Cell;
import dev.patchbay.sdp.TransportProtocol;
import java.util.List;
import java.util.function.LongSupplier;

/** Calls as the CLI lists them ({@code list sessions}): its strings are octet strings, as those of the CLI are. Thread-safe. */
public final class SessionView {

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final String UNKNOWN_PROTOCOL = "(unknown)";

    private final LongSupplier planeNanos;
    private final LongSupplier microsSinceEpoch;
    private final int configuredTos;

    /**
     * @param planeNanos the clock of the media plane
     * @param configuredTos TOS of calls that have none of their own, 0..255
     */
    public SessionView(LongSupplier planeNanos, LongSupplier microsSinceEpoch, int configuredTos) {
        this.planeNanos = planeNanos;
        this.microsSinceEpoch = microsSinceEpoch;
        this.configuredTos = configuredTos;
    }

    /** The one line of a call in a list. */
    public CallSummary summary(Call call) {
        // rtpengine: says "no" after a delete of the whole call, although it will go when the delay is over.
        boolean isDeleted = call.deletedUs() != 0
                || call.state().participants().stream().anyMatch(SessionView::isBeingDeleted);
        return new CallSummary(
                call.callId(),
                isDeleted,
                call.createdUs() / MICROS_PER_SECOND,
                call.createdFrom(),
                0,
                false);
    }

    /** A party is gone once its ports are. */
    private static boolean isBeingDeleted(Participant participant) {
        return participant.deletedUs() != 0
                && participant.sections().stream().anyMatch(section -> section.ports().isPresent());
    }

    public CallDetails details(CallReport report) {
        PlaneMoment now = new PlaneMoment(planeNanos.getAsLong(), microsSinceEpoch.getAsLong());
        return new CallDetails(
                summary(report.call()),
                report.state().trafficClass().orElse(configuredTos),
                report.call().lastSignalUs() / MICROS_PER_SECOND,
                report.listed().stream().map(p -> party(report, p, now)).toList());
    }

    private static CallDetails.Party party(CallReport report, Participant party, PlaneMoment now) {
        long endUs = party.deletedUs() != 0 ? party.deletedUs() : now.epochUs();
        return new CallDetails.Party(
                PlainText.line(party.tag()),
                switch (party.tagType()) {
                    case UNKNOWN -> CallDetails.PartyType.UNKNOWN;
                    case FROM_TAG -> CallDetails.PartyType.FROM_TAG;
                    case TO_TAG -> CallDetails.PartyType.TO_TAG;
                },
                PlainText.line(party.label()),
                PlainText.line(party.viaBranch()),
                Math.max(0, endUs - party.startedUs()),
                tags(report.state().sourcesOf(party)),
                tags(report.state().listenersOf(party)),
                party.sections().stream().map(s -> media(report.state(), party, s, now)).toList());
    }

    private static List<String> tags(List<Participant> parties) {
        return parties.stream().map(p -> PlainText.line(p.tag())).toList();
    }

    private static CallDetails.Media media(
            CallState state, Participant party, MediaSection section, PlaneMoment now) {
        return new CallDetails.Media(
                section.index() + 1,
                PlainText.line(section.type()),
                section.protocol().map(TransportProtocol::sdpName).orElse(UNKNOWN_PROTOCOL),
                StreamRow.codecInUse(section).map(PlainText::line),
                StreamRow.of(state, party, section, now).stream().map(SessionView::port).toList());
    }

    private static CallDetails.Port port(StreamRow row) {
        ComponentStatus status = row.status();
        return new CallDetails.Port(
                row.local(),
                row.endpoint(),
                row.isRtcp(),
                Math.max(0, status.get(Cell.SSRC)),
                new TrafficFigures(status.get(Cell.PACKETS), status.get(Cell.BYTES), status.get(Cell.ERRORS)),
                row.lastPacketUs() / MICROS_PER_SECOND);
    }
}
