package dev.patchbay.report;

import dev.patchbay.call.Call;
import dev.patchbay.call.CallReport;
import dev.patchbay.call.MediaSection;
import dev.patchbay.call.MediaSection.Flag;
import dev.patchbay.call.Participant;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.plan.MediaSecurity;
import dev.patchbay.port.LogicalInterface;
import dev.patchbay.port.PortSet;
import dev.patchbay.sdp.Codec;
import dev.patchbay.srtp.SrtpParameters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A call in words, for whoever has to find out why somebody hears nothing ({@code explain CALL-ID}): for each stream where its
 * packets come from and go to, which rule chose that, what was dropped and why, and at the end what most likely is wrong. The text is
 * an octet string, as the CLI writes it. Thread-safe; reads the call and changes nothing.
 */
public final class ExplainText {

    private final LongSupplier planeNanos;
    private final LongSupplier microsSinceEpoch;

    /** @param planeNanos the clock of the media plane */
    public ExplainText(LongSupplier planeNanos, LongSupplier microsSinceEpoch) {
        this.planeNanos = planeNanos;
        this.microsSinceEpoch = microsSinceEpoch;
    }

    public String explain(CallReport report) {
        PlaneMoment now = new PlaneMoment(planeNanos.getAsLong(), microsSinceEpoch.getAsLong());
        IndentedText text = new IndentedText();
        call(text, report, now);
        StreamText streams = new StreamText(report.state(), now);
        for (Participant party : report.listed()) {
            party(text, report, party, streams, now);
        }
        text.blankLine().line(0, "What stands out");
        List<String> causes = new LikelyCauses(report, now).find();
        if (causes.isEmpty()) {
            text.line(1, "Nothing.");
        }
        causes.forEach(cause -> text.line(1, "- " + cause));
        return text.toString();
    }

    private static void call(IndentedText text, CallReport report, PlaneMoment now) {
        Call call = report.call();
        text.line(0, "Call " + PlainText.line(call.callId()));
        text.item(
                1,
                "created",
                Instant.ofEpochSecond(call.createdUs() / 1_000_000) + ", " + now.agoUs(call.createdUs())
                        + ", by the client at " + call.createdFrom());
        text.item(1, "last signal", now.agoUs(call.lastSignalUs()) + " (offer or answer)");
        if (call.deletedUs() != 0) {
            text.item(1, "deletion", "asked for " + now.agoUs(call.deletedUs()) + "; the call ends when its delay is over");
        }
        if (report.state().dropTraffic()) {
            text.item(1, "drop-traffic", "in force: everything received is thrown away");
        }
    }

    private static void party(
            IndentedText text, CallReport report, Participant party, StreamText streams, PlaneMoment now) {
        String name = Parties.name(party);
        text.blankLine().line(0, Character.toUpperCase(name.charAt(0)) + name.substring(1));
        optional(text, "label", party.label());
        optional(text, "via-branch", party.viaBranch());
        if (party.deletedUs() != 0) {
            text.item(1, "deleted", now.agoUs(party.deletedUs()));
        }
        text.item(1, "hears", Parties.names(report.state().sourcesOf(party)));
        text.item(1, "heard by", Parties.names(report.state().listenersOf(party)));
        for (MediaSection section : party.sections()) {
            section(text, section);
            for (int index = 0; index < section.components().size(); index++) {
                streams.write(text, party, section, index);
            }
        }
    }

    private static void optional(IndentedText text, String name, @Nullable String octets) {
        if (octets != null) {
            text.item(1, name, PlainText.line(octets));
        }
    }

    private static void section(IndentedText text, MediaSection section) {
        text.line(
                1,
                "Section " + (section.index() + 1) + ": " + PlainText.line(section.type()) + " over "
                        + PlainText.line(section.protocolText())
                        + (isRejected(section) ? ", rejected (port 0)" : "; " + Parties.direction(section)));
        if (!section.codecs().isEmpty()) {
            text.item(2, "codecs", section.codecs().stream().map(ExplainText::codec).collect(Collectors.joining(", ")));
        } else if (!section.formats().isEmpty()) {
            text.item(2, "formats", PlainText.line(String.join(" ", section.formats())));
        }
        security(section).ifPresent(security -> text.item(2, "security", security));
        interfaceName(section).ifPresent(name -> text.item(2, "interface", PlainText.line(name)));
        List<String> flags = flags(section);
        if (!flags.isEmpty()) {
            text.item(2, "flags", String.join(", ", flags));
        }
        IceText.write(text, section);
    }

    private static Optional<String> security(MediaSection section) {
        return switch (section.security()) {
            case MediaSecurity.Plain _ -> Optional.empty();
            case MediaSecurity.Keyed(var keys) -> Optional.of("SRTP (SDES), from the party " + suite(keys.receive()) + ", to it " + suite(keys.send()));
            case MediaSecurity.ByHandshake _ -> Optional.of("SRTP, keys by DTLS");
        };
    }

    private static String suite(@Nullable SrtpParameters parameters) {
        return parameters == null ? "no key agreed on" : parameters.suite().sdesName();
    }

    static boolean isRejected(MediaSection section) {
        TransportAddress signalled =
                section.components().isEmpty() ? null : section.components().getFirst().signalled();
        return signalled != null && signalled.port() == 0;
    }

    private static Optional<String> interfaceName(MediaSection section) {
        LogicalInterface logical = section.logical();
        return section.ports()
                .map(PortSet::local)
                .map(local -> local.bind().equals(local.advertised())
                        ? local.name()
                        : local.name() + ", advertised as " + local.advertised())
                .or(() -> Optional.ofNullable(logical).map(LogicalInterface::name));
    }

    private static String codec(Codec codec) {
        String name = codec.encoding().isEmpty() ? "unknown" : PlainText.line(StreamRow.name(codec));
        return name + " (" + codec.payloadType() + ")";
    }

    /** Those that decide where packets go. */
    private static List<String> flags(MediaSection section) {
        List<String> flags = new ArrayList<>();
        if (section.isOnHoldByAddress()) {
            flags.add("on hold by a zero address");
        }
        for (Flag flag : section.flags()) {
            switch (flag) {
                case ASYMMETRIC, RTCP_MUX, UNIDIRECTIONAL, LOOP_CHECK, STRICT_SOURCE, MEDIA_HANDOVER, PIERCE_NAT, NAT_WAIT ->
                    flags.add(flag.text());
                // What belongs to ICE is told with its agent, SRTP with the section and its streams.
                case INITIALIZED,
                        SEND,
                        RECV,
                        SDES,
                        DTLS_SRTP,
                        DTLS_ACTIVE,
                        DTLS_PASSIVE,
                        ICE,
                        ICE_PASSTHROUGH,
                        TRICKLE_ICE,
                        ICE_CONTROLLING,
                        ICE_LITE_PEER,
                        ICE_LITE -> {}
            }
        }
        return flags;
    }
}
