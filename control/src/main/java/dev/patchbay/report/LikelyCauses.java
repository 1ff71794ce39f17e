package dev.patchbay.report;

import dev.patchbay.call.CallReport;
import dev.patchbay.call.CallState;
import dev.patchbay.call.Component;
import dev.patchbay.call.MediaSection;
import dev.patchbay.call.MediaSection.Flag;
import dev.patchbay.call.Participant;
import dev.patchbay.call.SectionIce;
import dev.patchbay.dtls.DtlsReport;
import dev.patchbay.ice.StunOutcome;
import dev.patchbay.net.IpAddress;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.plan.ComponentStatus;
import dev.patchbay.plan.ComponentStatus.Cell;
import dev.patchbay.plan.DropReason;
import dev.patchbay.plan.EndpointRule;
import dev.patchbay.plan.IceStatus;
import dev.patchbay.plan.MediaPort;
import dev.patchbay.plan.MediaSecurity;
import dev.patchbay.port.PortSet;
import dev.patchbay.sdp.TransportProtocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What most likely is wrong with a call, in sentences: the usual reasons for audio that is heard by one side only or by nobody, as far
 * as they can be seen from the middle. One use, one thread.
 */
final class LikelyCauses {

    /** A party that should send and has been quiet for so long has stopped; silence suppression pauses are shorter. */
    static final long QUIET_NS = TimeUnit.SECONDS.toNanos(5);

    /** Sentences at most: a call with hundreds of sections is not explained by hundreds of lines. */
    static final int MAX_CAUSES = 40;

    private final CallReport report;
    private final CallState state;
    private final PlaneMoment now;
    private final List<String> causes = new ArrayList<>();

    LikelyCauses(CallReport report, PlaneMoment now) {
        this.report = report;
        this.state = report.state();
        this.now = now;
    }

    List<String> find() {
        if (state.dropTraffic()) {
            causes.add("drop-traffic=start is in force: no packet of this call is relayed.");
        }
        for (Participant party : report.listed()) {
            if (party.deletedUs() == 0) {
                party.sections().forEach(section -> section(party, section));
            }
        }
        flowing();
        return causes.size() <= MAX_CAUSES ? causes : causes.subList(0, MAX_CAUSES);
    }

    private void section(Participant party, MediaSection section) {
        if (section.components().isEmpty() || ExplainText.isRejected(section)) {
            return;
        }
        Component rtp = section.components().getFirst();
        if (rtp.signalled() == null) {
            if (rtp.status().get(Cell.PACKETS) == 0) {
                causes.add(Parties.name(party) + " has sent no SDP with " + media(section) + " yet, and no packet.");
            }
            return;
        }
        ice(party, section);
        fromParty(party, section, rtp.status());
        toParty(party, section, rtp);
    }

    private void ice(Participant party, MediaSection section) {
        SectionIce ice = section.ice();
        if (ice == null || section.has(Flag.ICE_PASSTHROUGH)) {
            return;
        }
        String who = Parties.name(party);
        IceStatus status = ice.status();
        switch (status.state()) {
            case FAILED -> causes.add("ICE with " + who + " has failed for " + media(section) + ": none of "
                    + status.pairs().size() + " candidate pairs works. Media goes to the address in the SDP, or where packets come"
                    + " from. Checks that went out were not answered: a firewall, or addresses that cannot be reached.");
            case DISCONNECTED -> causes.add(who + " has stopped answering ICE checks for " + media(section)
                    + ": it has gone, or the way to it has broken.");
            case NEW, CHECKING, CONNECTED, COMPLETED -> {}
        }
        long wrong = status.messages(StunOutcome.UNAUTHENTIC);
        if (wrong > 0 && status.messages(StunOutcome.ANSWERED) == 0) {
            causes.add(wrong + " ICE checks came to " + port(section) + " and none with the right password: " + who
                    + " may not have seen the relay's SDP (ice-ufrag, ice-pwd), or somebody guesses.");
        }
    }

    private void fromParty(Participant party, MediaSection section, ComponentStatus status) {
        String who = Parties.name(party);
        long received = status.get(Cell.PACKETS);
        long strangers = status.drops(DropReason.WRONG_SOURCE);
        if (strangers > 0) {
            causes.add(Parties.packets(strangers) + " to " + port(section) + ", not from " + status.endpoint()
                    + ", dropped: flag strict source allows no other source for " + who
                    + ". If it is " + who + " who sends them, its address has changed.");
        }
        if (received > 0 && !isRecent(status.get(Cell.LAST_PACKET_NS)) && section.has(Flag.RECV)) {
            causes.add(who + " has stopped sending " + media(section) + ": its last packet came "
                    + now.ago(status.get(Cell.LAST_PACKET_NS)) + ".");
        }
        if (received == 0) {
            causes.add(section.has(Flag.RECV) ? neverHeard(party, section) : silentByWish(party, section));
        }
        wrongKeys(party, section, status);
        strayHandshake(party, section, status);
        wrongPayloadTypes(party, section, status);
    }

    private void wrongKeys(Participant party, MediaSection section, ComponentStatus status) {
        long unauthentic = status.drops(DropReason.SRTP_UNAUTHENTIC);
        long unkeyed = status.drops(DropReason.SRTP_NOT_KEYED);
        if (unauthentic > 0 && status.get(Cell.SRTP_OPENED) == 0) {
            causes.add("Of " + Parties.packets(unauthentic) + " of SRTP from " + Parties.name(party) + " not one is authentic: "
                    + "it uses another key than its SDP says, or sends plain RTP. Some phones cannot read keys without padding, "
                    + "and then take or use a wrong one: try option SDES=pad.");
        } else if (unkeyed > 0 && section.security() instanceof MediaSecurity.Keyed(var keys) && keys.receive() == null) {
            causes.add(Parties.packets(unkeyed) + " from " + Parties.name(party) + " dropped: its SDP promises SRTP, but no key was agreed on"
                    + " (no a=crypto line that both sides can use).");
        }
    }

    private void strayHandshake(Participant party, MediaSection section, ComponentStatus status) {
        long stray = status.drops(DropReason.HANDSHAKE_SOURCE);
        boolean isEstablished = status.handshake().flatMap(DtlsReport::established).isPresent();
        if (stray > 0 && !isEstablished) {
            causes.add(stray + " DTLS datagrams for " + media(section) + " came from an address that neither the SDP of "
                    + Parties.name(party) + " nor ICE vouches for. If " + Parties.name(party)
                    + " is behind NAT it needs ICE, or the relay the option dtls-learn-source.");
        }
    }

    private String neverHeard(Participant party, MediaSection section) {
        return "No " + media(section) + " packet from " + Parties.name(party) + " ever came to " + port(section)
                + ", " + PlaneMoment.seconds(now.planeNs() - report.call().lastSignalNs())
                + " after the last offer or answer. Either it does not send, or it cannot reach that address"
                + " (routing, firewall, wrong advertised address).";
    }

    private static String silentByWish(Participant party, MediaSection section) {
        return Parties.name(party) + " is not expected to send " + media(section) + ": by its SDP "
                + Parties.direction(section) + ".";
    }

    private void wrongPayloadTypes(Participant party, MediaSection section, ComponentStatus status) {
        long explained = 0;
        for (DropReason reason : DropReason.values()) {
            explained += reason.isError() ? status.drops(reason) : 0;
        }
        long unexplained = status.get(Cell.ERRORS) - explained;
        if (unexplained > 0) {
            causes.add(Parties.packets(unexplained) + " from " + Parties.name(party)
                    + " with a payload type that no SDP lists; relayed all the same.");
        }
        long payloadType = status.get(Cell.PAYLOAD_TYPE);
        if (payloadType < 0 || !isRtp(section)) {
            return;
        }
        for (Participant listener : state.listenersOf(party)) {
            MediaSection far = listener.section(section.index()).orElse(null);
            boolean isListed = far == null
                    || far.codecs().isEmpty()
                    || far.codecs().stream().anyMatch(codec -> codec.payloadType() == payloadType);
            if (!isListed) {
                causes.add(Parties.name(party) + " sends payload type " + payloadType
                        + StreamRow.codec(section, payloadType)
                                .map(codec -> " (" + PlainText.line(StreamRow.name(codec)) + ")")
                                .orElse("")
                        + ", which the SDP of " + Parties.name(listener) + " does not list: it may not play it.");
            }
        }
    }

    private void toParty(Participant party, MediaSection section, Component rtp) {
        ComponentStatus status = rtp.status();
        String who = Parties.name(party);
        String media = media(section);
        TransportAddress endpoint = status.endpoint();
        TransportAddress former = status.formerEndpoint();
        boolean wasHeard = status.get(Cell.PACKETS) > 0;
        if (section.isOnHoldByAddress()) {
            causes.add("Nothing is sent to " + who + ": its SDP gives the zero address for " + media + " (on hold).");
        } else if (status.rule() == EndpointRule.OWN_PORT) {
            causes.add("Nothing is sent to " + who + ": " + status.rule().explanation() + ".");
        } else if (section.has(Flag.NAT_WAIT) && !wasHeard) {
            causes.add("Nothing is sent to " + who + " before its first " + media + " packet (flag NAT-wait).");
        } else if (endpoint != null && endpoint.equals(rtp.signalled()) && !wasHeard && isOutOfReach(endpoint, section)) {
            causes.add("What is sent to " + who + " goes to " + endpoint + ", a private address out of its SDP. Behind NAT it "
                    + "hears nothing until it has sent itself"
                    + (status.rule() == EndpointRule.SIGNALLED_FINAL ? ", and not even then: " + status.rule().explanation() : "")
                    + ".");
        }
        if (former != null && endpoint != null) {
            causes.add("The SDP moved " + media + " of " + who + " from " + former + " to " + endpoint
                    + ", and no packet has come from there yet.");
        }
        nothingArrives(party, section, status);
    }

    /** Somebody speaks, and nothing of it goes to this party. */
    private void nothingArrives(Participant party, MediaSection section, ComponentStatus status) {
        if (status.get(Cell.PACKETS_SENT) > 0) {
            return;
        }
        for (Participant source : state.sourcesOf(party)) {
            ComponentStatus speaker =
                    source.section(section.index()).flatMap(LikelyCauses::rtp).orElse(null);
            if (speaker != null && speaker.get(Cell.PACKETS) > 0) {
                causes.add(Parties.packets(speaker.get(Cell.PACKETS)) + " from " + Parties.name(source)
                        + ", and none went on to " + Parties.name(party) + reasons(speaker) + ".");
            }
        }
    }

    private static String reasons(ComponentStatus speaker) {
        StringBuilder reasons = new StringBuilder();
        for (DropReason reason : DropReason.values()) {
            if (speaker.drops(reason) > 0) {
                reasons.append(reasons.isEmpty() ? "; dropped: " : ", ")
                        .append(speaker.drops(reason))
                        .append(" (")
                        .append(reason.explanation())
                        .append(')');
            }
        }
        return reasons.toString();
    }

    /** Whatever else was found, it does not keep these two from hearing each other. */
    private void flowing() {
        for (Participant party : report.listed()) {
            for (Participant partner : state.sourcesOf(party)) {
                if (party.id() < partner.id() && flows(party, partner) && flows(partner, party)) {
                    causes.add("Packets flow both ways between " + Parties.name(party) + " and " + Parties.name(partner)
                            + ". If one of them hears nothing, look beyond the relay: at the way from here to it, or at the phones.");
                }
            }
        }
    }

    private boolean flows(Participant speaker, Participant listener) {
        return listener.sections().stream().anyMatch(section -> {
            Optional<ComponentStatus> from = speaker.section(section.index()).flatMap(LikelyCauses::rtp);
            Optional<ComponentStatus> to = rtp(section);
            return state.sourcesOf(listener).contains(speaker)
                    && from.isPresent()
                    && to.isPresent()
                    && isRecent(from.get().get(Cell.LAST_PACKET_NS))
                    && isRecent(to.get().get(Cell.LAST_SENT_NS));
        });
    }

    private static Optional<ComponentStatus> rtp(MediaSection section) {
        return section.components().stream().findFirst().map(Component::status);
    }

    private boolean isRecent(long planeNs) {
        return planeNs != 0 && now.planeNs() - planeNs < QUIET_NS;
    }

    private static String media(MediaSection section) {
        return PlainText.line(section.type());
    }

    private static boolean isRtp(MediaSection section) {
        return section.protocol().map(TransportProtocol::isRtp).orElse(false);
    }

    /** The port that the party was told to send to. */
    private static String port(MediaSection section) {
        Optional<TransportAddress> local = StreamRow.localPort(section, 0).map(MediaPort::local);
        Optional<IpAddress> advertised = section.ports().map(PortSet::local).map(l -> l.advertised());
        if (local.isEmpty()) {
            return "any port (it has none)";
        }
        return advertised.isPresent() && !advertised.get().equals(local.get().ip())
                ? local.get() + " (in SDP: " + advertised.get() + ")"
                : local.get().toString();
    }

    /** A private address seen from an interface that has a public one. */
    private static boolean isOutOfReach(TransportAddress endpoint, MediaSection section) {
        return isPrivate(endpoint.ip())
                && section.ports().map(set -> !isPrivate(set.local().advertised())).orElse(false);
    }

    /** RFC 1918, RFC 6598, RFC 3927, RFC 4193 and link-local addresses. */
    static boolean isPrivate(IpAddress ip) {
        return ip.isLinkLocal()
                || switch (ip.family()) {
                    case IPV4 -> {
                        long address = ip.low();
                        yield address >>> 24 == 10
                                || address >>> 20 == 0xac1
                                || address >>> 16 == 0xc0a8
                                || address >>> 22 == 0x191;
                    }
                    case IPV6 -> ip.high() >>> 57 == 0x7e;
                };
    }
}
