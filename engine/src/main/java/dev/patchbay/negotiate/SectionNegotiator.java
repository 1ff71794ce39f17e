package dev.patchbay.negotiate;

import dev.patchbay.call.MediaSection;
import dev.patchbay.call.MediaSection.Flag;
import dev.patchbay.call.Participant;
import dev.patchbay.log.RelayLog;
import dev.patchbay.log.Subsystem;
import dev.patchbay.net.IpAddress;
import dev.patchbay.net.IpFamily;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.ngwire.CommandException;
import dev.patchbay.ngwire.SignallingFlags;
import dev.patchbay.ngwire.SourceFlags;
import dev.patchbay.port.Interfaces;
import dev.patchbay.port.LocalInterface;
import dev.patchbay.port.LogicalInterface;
import dev.patchbay.port.OutOfPortsException;
import dev.patchbay.port.PortSet;
import dev.patchbay.sdp.Attribute;
import dev.patchbay.sdp.Codec;
import dev.patchbay.sdp.Content.MediaLine;
import dev.patchbay.sdp.Direction;
import dev.patchbay.sdp.MediaDescription;
import dev.patchbay.sdp.SessionDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Negotiates one m-line between the party that sends the SDP and the one that receives it: addresses, directions, transport,
 * codecs, and the local ports of both sides. One instance per offer or answer.
 */
final class SectionNegotiator {

    /** Media type that is never relayed (RFC 4975 and page mode): its section is left as it is. */
    static final String MESSAGE = "message";

    private static final int PORTS_PER_STREAM = 2;

    private static final RelayLog LOG = RelayLog.of(Subsystem.CORE);

    private final EngineSettings settings;
    private final Interfaces interfaces;
    private final PortSource ports;
    private final Foundations foundations;
    private final IceNegotiator ice;
    private final SignallingFlags flags;
    private final boolean isOffer;

    SectionNegotiator(
            EngineSettings settings,
            Interfaces interfaces,
            PortSource ports,
            Foundations foundations,
            IceNegotiator ice,
            SignallingFlags flags,
            boolean isOffer) {
        this.settings = settings;
        this.interfaces = interfaces;
        this.ports = ports;
        this.foundations = foundations;
        this.ice = ice;
        this.flags = flags;
        this.isOffer = isOffer;
    }

    /**
     * @param index 0-based position of the m-line in the whole body
     * @throws CommandException when the SDP gives no address for the section
     * @throws OutOfPortsException when no ports are left
     */
    void negotiate(
            Participant sendingParty,
            Participant receivingParty,
            SessionDescription session,
            MediaDescription media,
            int index)
            throws CommandException, OutOfPortsException {
        MediaLine line = media.media();
        MediaSection sender = sendingParty.sectionOrNew(index);
        MediaSection receiver = receivingParty.sectionOrNew(index);
        describe(sender, receiver, session, media);
        if (media.isRtp() && !media.hasOnlyPayloadTypes()) {
            throw new CommandException(OfferAnswerEngine.INCOMPLETE_SDP);
        }
        TransportAddress rtp = session.rtpAddress(media)
                .flatMap(signalled -> fromSipSource(signalled, session, media))
                .orElseThrow(() -> new CommandException(OfferAnswerEngine.INCOMPLETE_SDP));
        // The zero address of one that trickles only says that there is none yet (RFC 8840).
        boolean isOnHoldByAddress = rtp.ip().isUnspecified() && !IceNegotiator.isTrickled(session, media);
        applyDirection(sender, receiver, direction(session, media), isOnHoldByAddress);
        applySourceFlags(sender, flags.source());
        signalAddresses(sender, session, media, rtp);
        receiver.useStreams(line.portCount());
        boolean senderHadIce = sender.has(Flag.ICE);
        boolean receiverHadIce = receiver.has(Flag.ICE);
        ice.negotiate(sender, receiver, session, media);
        chooseInterfaces(sender, receiver, rtp.family(), line.portCount() * PORTS_PER_STREAM);
        if (media.isRejected() || line.type().equals(MESSAGE)) {
            sender.parkPorts();
            receiver.parkPorts();
            return;
        }
        negotiateRtcpMux(sender, receiver, media);
        negotiateSecurity(sender, receiver, session, media);
        int count = line.portCount() * PORTS_PER_STREAM;
        boolean isLatched = flags.transport().portLatching().orElse(false);
        choosePorts(receiver, Optional.of(rtp), count, reuse(receiver, receiverHadIce, isLatched), false);
        choosePorts(sender, signalledOf(receiver), count, reuse(sender, senderHadIce, isLatched), true);
        Optional<IpAddress> given = flags.transport().mediaAddress().flatMap(IpAddress::parse);
        OwnCandidates.choose(receiver, foundations, given, media, flags.ice());
        OwnCandidates.choose(sender, foundations, Optional.empty(), media, flags.ice());
    }

    private void describe(MediaSection sender, MediaSection receiver, SessionDescription session, MediaDescription media)
            throws CommandException {
        MediaLine line = media.media();
        sender.setType(line.type());
        receiver.setType(line.type());
        sender.setFormats(line.formats());
        boolean hasKeys = media.has(Attribute.Crypto.class) || DtlsNegotiator.isSpokenBy(session, media);
        if (isOffer) {
            TransportNegotiator.offerProtocol(sender, receiver, line.protocol(), hasKeys, flags);
        } else {
            TransportNegotiator.answerProtocol(sender, receiver, line.protocol(), hasKeys, flags);
        }
        media.first(Attribute.Mid.class).ifPresent(mid -> sender.setMid(Optional.of(mid.mid())));
        // rtpengine: what was asked for once holds until something else is.
        media.first(Attribute.Ptime.class).ifPresent(ptime -> sender.setPtimeMs(OptionalInt.of(ptime.ptimeMs())));
        sender.set(Flag.INITIALIZED, true);
        sender.set(Flag.ICE_CONTROLLING, !isOffer);
        receiver.set(Flag.ICE_CONTROLLING, isOffer);
        if (media.isRtp()) {
            List<Codec> listed = media.codecs();
            sender.setCodecs(isOffer ? CodecNegotiator.offer(listed, flags.codec()) : listed);
        } else {
            sender.setCodecs(List.of());
        }
    }

    /** The most restricting attribute wins, wherever it stands. rtpengine: recvonly before sendonly before inactive. */
    private static Direction direction(SessionDescription session, MediaDescription media) {
        List<Direction> own = media.all(Direction.class);
        List<Direction> inherited = session.all(Direction.class);
        for (Direction direction : List.of(Direction.RECVONLY, Direction.SENDONLY, Direction.INACTIVE)) {
            if (own.contains(direction) || inherited.contains(direction)) {
                return direction;
            }
        }
        return Direction.SENDRECV;
    }

    /** Send and recv are the relay's view of each party; what one side may not receive the other need not send. */
    private static void applyDirection(
            MediaSection sender, MediaSection receiver, Direction direction, boolean isOnHoldByAddress) {
        boolean fromSender = direction == Direction.SENDRECV || direction == Direction.SENDONLY;
        boolean toSender = (direction == Direction.SENDRECV || direction == Direction.RECVONLY) && !isOnHoldByAddress;
        sender.set(Flag.RECV, fromSender);
        sender.set(Flag.SEND, toSender);
        receiver.set(Flag.SEND, fromSender);
        receiver.set(Flag.RECV, toSender);
    }

    private static void applySourceFlags(MediaSection sender, SourceFlags source) {
        sender.set(Flag.ASYMMETRIC, source.asymmetric());
        sender.set(Flag.STRICT_SOURCE, source.strictSource());
        sender.set(Flag.MEDIA_HANDOVER, source.mediaHandover());
        sender.set(Flag.UNIDIRECTIONAL, source.unidirectional());
        sender.set(Flag.PIERCE_NAT, source.pierceNat());
        sender.set(Flag.NAT_WAIT, source.natWait());
    }

    /**
     * Empty when the SIP source is wanted but the request does not tell it. rtpengine: a party that speaks ICE knows its addresses, so those
     * of its SDP count.
     */
    private Optional<TransportAddress> fromSipSource(
            TransportAddress signalled, SessionDescription session, MediaDescription media) {
        if (isIce(session, media) || !flags.transport().useSipSource().orElse(settings.useSipSource())) {
            return Optional.of(signalled);
        }
        return flags.transport()
                .receivedFrom()
                .flatMap(IpAddress::parse)
                .map(ip -> new TransportAddress(ip, signalled.port()));
    }

    private static boolean isIce(SessionDescription session, MediaDescription media) {
        return media.has(Attribute.IceUfrag.class) || session.has(Attribute.IceUfrag.class);
    }

    private void signalAddresses(
            MediaSection sender, SessionDescription session, MediaDescription media, TransportAddress rtp) {
        int streams = media.media().portCount();
        sender.useStreams(streams);
        @Nullable TransportAddress rtcp = rtcpAddress(session, media, rtp);
        for (int stream = 0; stream < streams; stream++) {
            sender.signal(stream * 2, shifted(rtp, stream * 2));
            sender.signal(stream * 2 + 1, rtcp == null ? null : shifted(rtcp, stream * 2));
        }
    }

    private @Nullable TransportAddress rtcpAddress(
            SessionDescription session, MediaDescription media, TransportAddress rtp) {
        Optional<Attribute.Rtcp> attribute = media.first(Attribute.Rtcp.class);
        if (attribute.isPresent() && (attribute.get().port() == 0 || attribute.get().port() == rtp.port())) {
            return attribute.get().port() == 0 ? shifted(rtp, 1) : null;
        }
        return session.rtcpAddress(media)
                .flatMap(signalled -> fromSipSource(signalled, session, media))
                .orElse(null);
    }

    private static @Nullable TransportAddress shifted(TransportAddress address, int by) {
        return address.port() + by > 65535 ? null : new TransportAddress(address.ip(), address.port() + by);
    }

    private void negotiateRtcpMux(MediaSection sender, MediaSection receiver, MediaDescription media) {
        if (!media.isRtp()) {
            return;
        }
        boolean sameRtcpPort = media.first(Attribute.Rtcp.class)
                .filter(rtcp -> rtcp.port() == media.media().port())
                .isPresent();
        boolean mux = media.has(Attribute.RtcpMux.class) || sameRtcpPort;
        if (isOffer) {
            TransportNegotiator.offerRtcpMux(sender, receiver, mux, flags.transport().rtcpMux());
        } else {
            TransportNegotiator.answerRtcpMux(sender, receiver, mux);
        }
    }

    private void negotiateSecurity(
            MediaSection sender, MediaSection receiver, SessionDescription session, MediaDescription media) {
        if (!media.isRtp()) {
            return;
        }
        DtlsNegotiator dtls = new DtlsNegotiator(flags.security().dtls(), settings.security().prefersDtlsPassive());
        CryptoNegotiator crypto = new CryptoNegotiator(
                settings.security(), flags.security(), flags.transport().reset());
        if (isOffer) {
            dtls.offer(sender, receiver, session, media);
            crypto.offer(sender, receiver, media);
        } else {
            dtls.answer(sender, receiver, session, media);
            crypto.answer(sender, receiver, media);
        }
    }

    private void chooseInterfaces(MediaSection sender, MediaSection receiver, IpFamily signalledFamily, int count) {
        List<String> direction = flags.transport().direction();
        Optional<IpFamily> wanted = flags.transport().addressFamily().flatMap(SectionNegotiator::family);
        IpFamily fallback = receiver.family() == null ? signalledFamily : receiver.family();
        Optional<String> receiverSide = direction.size() < 2 ? Optional.empty() : Optional.of(direction.get(1));
        chooseInterface(receiver, receiverSide, wanted, fallback, count);
        // rtpengine: for the party whose addresses are known an interface that cannot reach them counts as not named.
        Optional<String> senderSide = direction.stream().findFirst().filter(name -> interfaces.hasFamily(name, signalledFamily));
        chooseInterface(sender, senderSide, Optional.of(signalledFamily), signalledFamily, count);
    }

    private static Optional<IpFamily> family(String sdpName) {
        for (IpFamily family : IpFamily.values()) {
            if (family.sdpName().equals(sdpName)) {
                return Optional.of(family);
            }
        }
        return Optional.empty();
    }

    /** Keeps what was chosen before unless this message asks for something else. */
    private void chooseInterface(
            MediaSection section, Optional<String> name, Optional<IpFamily> wanted, IpFamily fallback, int count) {
        IpFamily family = wanted.or(() -> name.flatMap(interfaces::legacyFamily)).orElse(fallback);
        LogicalInterface current = section.logical();
        name.filter(n -> current == null && !interfaces.knows(n))
                .ifPresent(n -> LOG.warn("Interface '{}' is not known: using the default", n));
        boolean keep = current != null && (name.isEmpty() || interfaces.isServedBy(name.get(), current));
        LogicalInterface logical =
                keep && current != null ? current : interfaces.select(name.filter(n -> interfaces.legacyFamily(n).isEmpty()), family, count);
        section.setInterface(logical, logical.primaryOrAny(family).family());
    }

    /** Which of the ports that a section has may go on being used. */
    private enum Reuse {
        /** Those handed out for the same far endpoint. */
        SAME_ENDPOINT,
        /** The current ones, whatever endpoint they were for. */
        ANY_ENDPOINT,
        NONE
    }

    /**
     * rtpengine: with ICE a peer's port may change and ours stay, because its checks tell where it is; a section that begins
     * ICE gets new ports.
     */
    private Reuse reuse(MediaSection section, boolean hadIce, boolean isLatched) {
        boolean hasIce = section.has(Flag.ICE);
        if (hasIce && !hadIce) {
            return Reuse.NONE;
        }
        boolean isLatchedByIce = hasIce && hadIce && flags.transport().portLatching().orElse(true);
        return isLatched || isLatchedByIce ? Reuse.ANY_ENDPOINT : Reuse.SAME_ENDPOINT;
    }

    private void choosePorts(
            MediaSection section, Optional<TransportAddress> farEndpoint, int count, Reuse reuse, boolean isDescribed)
            throws OutOfPortsException {
        LogicalInterface logical = section.logical();
        IpFamily family = section.family();
        if (logical == null || family == null) {
            throw new IllegalStateException("ports wanted before an interface was chosen");
        }
        boolean isKept = reuse != Reuse.NONE
                && section.reusePorts(farEndpoint, count, family, reuse == Reuse.ANY_ENDPOINT);
        if (!isKept) {
            boolean isMoved = section.ports().isPresent();
            section.usePorts(allocate(logical, family, count, section.has(Flag.ICE)), farEndpoint);
            if (isMoved && reuse != Reuse.NONE) {
                ice.restartOnNewPorts(section, isDescribed);
            }
        }
    }

    /** Of the main address; with ICE of the interface's other addresses too, as far as there are any. */
    private List<PortSet> allocate(LogicalInterface logical, IpFamily family, int count, boolean isIce)
            throws OutOfPortsException {
        LocalInterface main = logical.primaryOrAny(family);
        List<PortSet> sets = new ArrayList<>();
        sets.add(ports.allocate(main, count));
        if (!isIce || settings.saveInterfacePorts()) {
            return sets;
        }
        for (LocalInterface other : logical.addresses()) {
            if (!other.bind().equals(main.bind())) {
                try {
                    sets.add(ports.allocate(other, count));
                } catch (OutOfPortsException e) {
                    LOG.warn("No candidate of {}: {}", other.bind(), e.getMessage());
                }
            }
        }
        return sets;
    }

    private static Optional<TransportAddress> signalledOf(MediaSection section) {
        return section.components().isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(section.components().getFirst().signalled())
                        .filter(a -> !a.ip().isUnspecified() && a.port() != 0);
    }
}
