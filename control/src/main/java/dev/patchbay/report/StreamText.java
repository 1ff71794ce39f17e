package dev.patchbay.report;

import dev.patchbay.call.CallState;
import dev.patchbay.call.Component;
import dev.patchbay.call.MediaSection;
import dev.patchbay.call.MediaSection.Flag;
import dev.patchbay.call.Participant;
import dev.patchbay.dtls.DtlsReport;
import dev.patchbay.dtls.DtlsRole;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.offload.Placement;
import dev.patchbay.plan.ComponentStatus;
import dev.patchbay.plan.ComponentStatus.Cell;
import dev.patchbay.plan.DropReason;
import dev.patchbay.plan.MediaPort;
import dev.patchbay.plan.MediaSecurity;
import dev.patchbay.port.PortSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Explains one stream of one party: addresses, figures, drops, and where its packets go. One thread. */
final class StreamText {

    private final CallState state;
    private final PlaneMoment now;

    StreamText(CallState state, PlaneMoment now) {
        this.state = state;
        this.now = now;
    }

    /** @param index into the section's components: RTP and RTCP in turn */
    void write(IndentedText text, Participant party, MediaSection section, int index) {
        boolean isRtcp = (index & 1) == 1;
        Component component = section.components().get(index);
        ComponentStatus status = component.status();
        if (isRtcp && section.has(Flag.RTCP_MUX) && status.get(Cell.PACKETS) == 0) {
            text.line(2, title(section, index) + ": on the port of RTP (rtcp-mux)");
            return;
        }
        text.line(2, title(section, index));
        text.item(3, "local port", localPort(section, index));
        text.item(3, "SDP address", address(component.signalled(), "none yet"));
        text.item(
                3,
                "endpoint",
                address(status.endpoint(), "none") + (status.isConfirmed() ? ", final" : ", not final"));
        text.item(3, "chosen by", status.rule().explanation());
        status.handshake().ifPresent(handshake -> text.item(3, "DTLS", handshake(handshake)));
        TransportAddress former = status.formerEndpoint();
        if (former != null) {
            text.item(3, "former endpoint", former + "; what comes from there is relayed but not learned");
        }
        text.item(3, "received", figures(status, Cell.PACKETS, Cell.BYTES, Cell.LAST_PACKET_NS) + errors(status));
        if (!(section.security() instanceof MediaSecurity.Plain)) {
            text.item(3, "authentic", Parties.packets(status.get(Cell.SRTP_OPENED)) + " of those (SRTP)");
        }
        text.item(3, "sent", figures(status, Cell.PACKETS_SENT, Cell.BYTES_SENT, Cell.LAST_SENT_NS));
        drops(text, status);
        placement(text, status);
        text.item(3, "goes to", targets(party, section, index));
    }

    private static String title(MediaSection section, int index) {
        String kind = (index & 1) == 1 ? "RTCP" : "RTP";
        return section.components().size() > 2 ? kind + ", stream " + (index / 2 + 1) : kind;
    }

    private static String localPort(MediaSection section, int index) {
        Optional<MediaPort> port = StreamRow.localPort(section, index);
        String former = section.formerPorts().stream()
                .filter(set -> index < set.ports().size())
                .map(set -> set.ports().get(index).local().toString())
                .collect(Collectors.joining(", "));
        String current = port.map(p -> p.local().toString()).orElse("none");
        return former.isEmpty() ? current : current + "; still open from before: " + former;
    }

    private static String address(@Nullable TransportAddress address, String otherwise) {
        return address == null ? otherwise : address.toString();
    }

    private String figures(ComponentStatus status, Cell packets, Cell bytes, Cell lastNs) {
        long atNs = status.get(lastNs);
        return Parties.packets(status.get(packets)) + ", " + status.get(bytes) + " bytes; last: "
                + (atNs == 0 ? "never" : now.ago(atNs));
    }

    private static String handshake(DtlsReport report) {
        String role = report.role() == DtlsRole.CLIENT ? "client" : "server";
        String agreed = report.established()
                .map(a -> "; " + a.version() + ", " + a.cipher() + ", SRTP " + a.suite().sdesName())
                .orElse("");
        String failure = report.failure().map(reason -> "; last failure: " + reason).orElse("");
        return report.state().text() + " as " + role + agreed + failure;
    }

    private static String errors(ComponentStatus status) {
        long errors = status.get(Cell.ERRORS);
        return errors == 0 ? "; no errors" : "; errors: " + errors;
    }

    private static void drops(IndentedText text, ComponentStatus status) {
        for (DropReason reason : DropReason.values()) {
            long count = status.drops(reason);
            if (count > 0) {
                text.item(3, "dropped", count + ": " + reason.explanation());
            }
        }
    }

    private static void placement(IndentedText text, ComponentStatus status) {
        Placement placement = status.placement();
        if (placement.isKernel()) {
            text.item(3, "forwarded", "in the kernel, " + Parties.packets(status.get(Cell.KERNEL_PACKETS)) + " so far");
        } else if (placement != Placement.OFF) {
            text.item(3, "forwarded", "in user space: " + placement.explanation());
        }
    }

    private String targets(Participant party, MediaSection section, int index) {
        List<Participant> listeners = state.listenersOf(party);
        return listeners.isEmpty()
                ? "nobody"
                : listeners.stream()
                        .map(listener -> Parties.name(listener) + " " + target(listener, section, index))
                        .collect(Collectors.joining("; "));
    }

    private static String target(Participant listener, MediaSection section, int index) {
        MediaSection far = listener.section(section.index()).orElse(null);
        if (far == null || index >= far.components().size()) {
            return "(not: it has no such section)";
        }
        Optional<PortSet> ports = far.ports();
        if (ports.isEmpty()) {
            return "(not: no local port towards it)";
        }
        int targetIndex = far.has(Flag.RTCP_MUX) ? index & ~1 : index;
        ComponentStatus target = far.components().get(targetIndex).status();
        if (target.endpoint() == null) {
            return far.isOnHoldByAddress() ? "(not: it is on hold by a zero address)" : "(not: its address is not known)";
        }
        boolean waits = far.has(Flag.NAT_WAIT) && target.get(Cell.PACKETS) == 0;
        return "at " + target.endpoint() + (waits ? " (not yet: it has sent nothing, flag NAT-wait)" : "");
    }
}
