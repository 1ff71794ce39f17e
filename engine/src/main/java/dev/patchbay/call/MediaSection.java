package dev.patchbay.call;

import dev.patchbay.dtls.DtlsRole;
import dev.patchbay.negotiate.SdesExchange;
import dev.patchbay.net.IpFamily;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.plan.ComponentStatus;
import dev.patchbay.plan.MediaSecurity;
import dev.patchbay.port.LogicalInterface;
import dev.patchbay.port.PortSet;
import dev.patchbay.sdp.Codec;
import dev.patchbay.sdp.TransportProtocol;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was negotiated with one party for one m-line: the peer's side from its own SDP, our side as printed in the SDP sent to it.
 * Part of a {@link CallState}; changed only in a copy that is not yet in force.
 */
public final class MediaSection {

    /** Earlier port sets kept so that a re-offer that comes to nothing leaves the media as it was. */
    static final int MAX_FORMER_PORT_SETS = 3;

    /** What is switched on for a section, named and ordered as ng replies list it. */
    public enum Flag {
        /** The party has sent an SDP with this section. */
        INITIALIZED("initialized"),
        ASYMMETRIC("asymmetric"),
        /** Media may be sent to the party. */
        SEND("send"),
        /** Media is expected from the party. */
        RECV("recv"),
        RTCP_MUX("rtcp-mux"),
        DTLS_SRTP("DTLS-SRTP"),
        /** The relay is the DTLS client, or may be. */
        DTLS_ACTIVE("DTLS role active"),
        DTLS_PASSIVE("DTLS role passive"),
        /** It has, or is offered, {@code a=crypto} lines. */
        SDES("SDES"),
        /** ICE attributes of the peers are left in the SDP, and their checks are relayed like media. */
        ICE_PASSTHROUGH("passthrough"),
        ICE("ICE"),
        TRICKLE_ICE("trickle ICE"),
        ICE_CONTROLLING("ICE controlling"),
        ICE_LITE_PEER("ICE-lite peer"),
        /** We are a lite agent towards the party. */
        ICE_LITE("ICE-lite"),
        UNIDIRECTIONAL("unidirectional"),
        LOOP_CHECK("loop check"),
        STRICT_SOURCE("strict source address"),
        MEDIA_HANDOVER("media handover"),
        PIERCE_NAT("pierce NAT"),
        NAT_WAIT("NAT-wait");

        private final String text;

        Flag(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }

        /** Whether replies list it with the media section; some belong to each stream, some are not shown. */
        public boolean isListedForMedia() {
            return switch (this) {
                case INITIALIZED,
                        ASYMMETRIC,
                        SEND,
                        RECV,
                        RTCP_MUX,
                        DTLS_SRTP,
                        DTLS_ACTIVE,
                        DTLS_PASSIVE,
                        SDES,
                        ICE_PASSTHROUGH,
                        ICE,
                        TRICKLE_ICE,
                        ICE_CONTROLLING,
                        ICE_LITE_PEER,
                        UNIDIRECTIONAL,
                        LOOP_CHECK -> true;
                case ICE_LITE, STRICT_SOURCE, MEDIA_HANDOVER, PIERCE_NAT, NAT_WAIT -> false;
            };
        }
    }

    /** What an offerer that wants rtcp-mux is answered. */
    public enum RtcpMuxVerdict {
        /** What the other side answers. */
        FOLLOW,
        ACCEPT,
        REJECT
    }

    private final int index;
    private String type = "";
    private String protocolText = "";
    private Optional<TransportProtocol> protocol = Optional.empty();
    private EnumSet<Flag> flags = EnumSet.of(Flag.SEND, Flag.RECV);
    private List<Component> components = new ArrayList<>();
    private int componentsInUse;
    /** Newest first; in each the main address's ports first, then those of the other addresses for ICE. */
    private List<List<PortSet>> portSets = new ArrayList<>();
    private List<Optional<TransportAddress>> portSetPeers = new ArrayList<>();
    private boolean portsParked;
    private @Nullable SectionIce ice;
    private @Nullable LogicalInterface logical;
    private @Nullable IpFamily family;
    private List<Codec> codecs = List.of();
    private List<String> formats = List.of();
    private Optional<String> mid = Optional.empty();
    private OptionalInt ptimeMs = OptionalInt.empty();
    private boolean offeredRtcpMux;
    private boolean rtcpMuxProposed;
    private RtcpMuxVerdict rtcpMuxVerdict = RtcpMuxVerdict.FOLLOW;
    private SectionDtls dtls = SectionDtls.NONE;

    private boolean opportunistic;
    private SdesExchange sdes = SdesExchange.NONE;
    private MediaSecurity security = MediaSecurity.PLAIN;
    private boolean securityAgreed;

    MediaSection(int index) {
        this.index = index;
    }

    MediaSection copy() {
        MediaSection copy = new MediaSection(index);
        copy.type = type;
        copy.protocolText = protocolText;
        copy.protocol = protocol;
        copy.flags = EnumSet.copyOf(flags);
        copy.components = new ArrayList<>(components);
        copy.componentsInUse = componentsInUse;
        copy.portSets = new ArrayList<>(portSets);
        copy.portSetPeers = new ArrayList<>(portSetPeers);
        copy.portsParked = portsParked;
        copy.ice = ice;
        copy.logical = logical;
        copy.family = family;
        copy.codecs = codecs;
        copy.formats = formats;
        copy.mid = mid;
        copy.ptimeMs = ptimeMs;
        copy.offeredRtcpMux = offeredRtcpMux;
        copy.rtcpMuxProposed = rtcpMuxProposed;
        copy.rtcpMuxVerdict = rtcpMuxVerdict;
        copy.dtls = dtls;
        copy.opportunistic = opportunistic;
        copy.sdes = sdes;
        copy.security = security;
        copy.securityAgreed = securityAgreed;
        return copy;
    }

    /** 0-based position among the m-lines of the party's SDP. */
    public int index() {
        return index;
    }

    /** {@code audio}, {@code video}, … as in the m-line. */
    public String type() {
        return type;
    }

    public void setType(String value) {
        type = value;
    }

    /** The transport as printed in the m-line sent to this party. */
    public String protocolText() {
        return protocolText;
    }

    /** The transport, if it is one the relay knows. */
    public Optional<TransportProtocol> protocol() {
        return protocol;
    }

    /** A known transport is printed in its own spelling, any other as it came. */
    public void setProtocol(String text) {
        protocol = TransportProtocol.parse(text);
        protocolText = protocol.map(TransportProtocol::sdpName).orElse(text);
    }

    /** SRTP under the name of plain RTP (OSRTP, RFC 8643). */
    public boolean isOpportunistic() {
        return opportunistic;
    }

    public void setOpportunistic(boolean value) {
        opportunistic = value;
    }

    /** What the party sends and gets is SRTP, or would be if that is agreed on. */
    public boolean isSrtp() {
        return opportunistic || protocol.map(TransportProtocol::isSecure).orElse(false);
    }

    /** Its {@code a=crypto} lines. */
    public SdesExchange sdes() {
        return sdes;
    }

    public void setSdes(SdesExchange value) {
        sdes = value;
        set(Flag.SDES, !value.own().isEmpty() || !value.received().isEmpty());
    }

    /** What media between this party and the relay is protected with. */
    public MediaSecurity security() {
        return security;
    }

    /** Until a first answer; later, what was agreed on stays in force while a new offer is pending. */
    public void proposeSecurity(MediaSecurity value) {
        if (!securityAgreed) {
            security = value;
        }
    }

    public void agreeSecurity(MediaSecurity value) {
        security = value;
        securityAgreed = true;
    }

    public Set<Flag> flags() {
        return flags;
    }

    public boolean has(Flag flag) {
        return flags.contains(flag);
    }

    public void set(Flag flag, boolean on) {
        if (on) {
            flags.add(flag);
        } else {
            flags.remove(flag);
        }
    }

    /** RTP and RTCP in turn, a pair for each stream of the m-line; empty before the section is used. */
    public List<Component> components() {
        return components;
    }

    /** How many components the streams of the last SDP have; those after them are of earlier ones and idle, as their ports stay open. */
    public int componentsInUse() {
        return Math.min(componentsInUse, components.size());
    }

    /** Makes sure there are RTP and RTCP components for so many streams; more than before are kept, but out of use. */
    public void useStreams(int streams) {
        componentsInUse = streams * 2;
        while (components.size() < streams * 2) {
            components.add(new Component(new ComponentStatus(), null));
        }
    }

    /** Sets the address that the peer's SDP gives for a component. */
    public void signal(int componentIndex, @Nullable TransportAddress address) {
        components.set(componentIndex, components.get(componentIndex).withSignalled(address));
    }

    /** The ports in use towards this party, of the main address; empty when there are none (not allocated yet, or rejected). */
    public Optional<PortSet> ports() {
        return portSets.isEmpty() || portsParked ? Optional.empty() : Optional.of(portSets.getFirst().getFirst());
    }

    /** The ports in use of every address: more than one where ICE lets the party choose. */
    public List<PortSet> allPorts() {
        return portSets.isEmpty() || portsParked ? List.of() : portSets.getFirst();
    }

    /** Ports not in use that are kept open: of earlier offers, newest first, and all while the section is rejected. */
    public List<PortSet> formerPorts() {
        List<List<PortSet>> former = portSets.isEmpty() || portsParked ? portSets : portSets.subList(1, portSets.size());
        return former.stream().flatMap(List::stream).toList();
    }

    /** The party's SDP gives the zero address: it wants nothing sent (RFC 3264, section 8.4). */
    public boolean isOnHoldByAddress() {
        TransportAddress rtp = components.isEmpty() ? null : components.getFirst().signalled();
        return rtp != null && rtp.ip().isUnspecified();
    }

    /**
     * Ports that were handed out for this other-side endpoint before, or for none yet.
     *
     * @param farEndpoint where the other party's SDP says its media is; ports belong to it
     * @param count how many ports are wanted
     * @param anyEndpoint take the current ports, whatever endpoint they were for (port latching)
     */
    public boolean reusePorts(Optional<TransportAddress> farEndpoint, int count, IpFamily wanted, boolean anyEndpoint) {
        for (int i = 0; i < portSets.size(); i++) {
            PortSet set = portSets.get(i).getFirst();
            Optional<TransportAddress> peer = portSetPeers.get(i);
            boolean fits = set.ports().size() >= count
                    && set.local().family() == wanted
                    && (logical == null || set.local().name().equals(logical.name()));
            boolean matches = anyEndpoint || peer.isEmpty() || farEndpoint.isEmpty() || isSame(peer.get(), farEndpoint.get());
            if (fits && matches) {
                portSets.addFirst(portSets.remove(i));
                portSetPeers.remove(i);
                portSetPeers.addFirst(farEndpoint.filter(far -> !far.ip().isUnspecified()).or(() -> peer).or(() -> farEndpoint));
                portsParked = false;
                return true;
            }
        }
        return false;
    }

    /** rtpengine: a party on hold by zero address is recognised by its port. */
    private static boolean isSame(TransportAddress one, TransportAddress other) {
        boolean isOnHold = one.ip().isUnspecified() || other.ip().isUnspecified();
        return one.port() == other.port() && (isOnHold || one.ip().equals(other.ip()));
    }

    /**
     * Puts new ports in front.
     *
     * @param sets of the main address, then of others
     */
    public void usePorts(List<PortSet> sets, Optional<TransportAddress> farEndpoint) {
        portSets.addFirst(List.copyOf(sets));
        portSetPeers.addFirst(farEndpoint);
        portsParked = false;
        while (portSets.size() > MAX_FORMER_PORT_SETS + 1) {
            portSets.removeLast();
            portSetPeers.removeLast();
        }
    }

    /** Takes the ports out of use but keeps them open: the section was rejected, and may come back. */
    public void parkPorts() {
        portsParked = true;
    }

    /** Lets go of all ports: the party is gone. They close when the next plan lacks them. */
    public void dropPorts() {
        portSets.clear();
        portSetPeers.clear();
    }

    /** The agent towards this party; null without ICE. */
    public @Nullable SectionIce ice() {
        return ice;
    }

    public void setIce(@Nullable SectionIce value) {
        ice = value;
    }

    /** The interface towards this party; null before it was chosen. */
    public @Nullable LogicalInterface logical() {
        return logical;
    }

    /** The address family towards this party; null before it was chosen. */
    public @Nullable IpFamily family() {
        return family;
    }

    public void setInterface(LogicalInterface chosen, IpFamily chosenFamily) {
        logical = chosen;
        family = chosenFamily;
    }

    /** What the party can receive, as its SDP listed it after the codec options were applied. */
    public List<Codec> codecs() {
        return codecs;
    }

    public void setCodecs(List<Codec> value) {
        codecs = List.copyOf(value);
    }

    /** The m-line's formats as the party sent them. */
    public List<String> formats() {
        return formats;
    }

    public void setFormats(List<String> value) {
        formats = List.copyOf(value);
    }

    public Optional<String> mid() {
        return mid;
    }

    public void setMid(Optional<String> value) {
        mid = value;
    }

    /** Packet length the party asked for, milliseconds. */
    public OptionalInt ptimeMs() {
        return ptimeMs;
    }

    public void setPtimeMs(OptionalInt value) {
        ptimeMs = value;
    }

    /** This party's last offer had {@code a=rtcp-mux}. */
    public boolean hasOfferedRtcpMux() {
        return offeredRtcpMux;
    }

    public void setOfferedRtcpMux(boolean value) {
        offeredRtcpMux = value;
    }

    /** What this party will be told about multiplexing, by the modes given with its offer. */
    public RtcpMuxVerdict rtcpMuxVerdict() {
        return rtcpMuxVerdict;
    }

    public void setRtcpMuxVerdict(RtcpMuxVerdict value) {
        rtcpMuxVerdict = value;
    }

    /** DTLS-SRTP with this party. */
    public SectionDtls dtls() {
        return dtls;
    }

    public void setDtls(SectionDtls value) {
        dtls = value;
        set(Flag.DTLS_SRTP, value.isOn());
        set(Flag.DTLS_ACTIVE, value.roles().contains(DtlsRole.CLIENT));
        set(Flag.DTLS_PASSIVE, value.roles().contains(DtlsRole.SERVER));
    }

    /** The SDP sent to this party offers {@code a=rtcp-mux}. */
    public boolean isRtcpMuxProposed() {
        return rtcpMuxProposed;
    }

    public void setRtcpMuxProposed(boolean value) {
        rtcpMuxProposed = value;
    }
}
