package dev.patchbay.negotiate;

import dev.patchbay.call.MediaSection;
import dev.patchbay.call.MediaSection.Flag;
import dev.patchbay.call.Participant;
import dev.patchbay.net.IpAddress;
import dev.patchbay.net.IpFamily;
import dev.patchbay.ngwire.IceFlags.Treatment;
import dev.patchbay.ngwire.SdpFlags.Replace;
import dev.patchbay.ngwire.SignallingFlags;
import dev.patchbay.port.LocalInterface;
import dev.patchbay.sdp.Attribute;
import dev.patchbay.sdp.Content;
import dev.patchbay.sdp.Direction;
import dev.patchbay.sdp.MediaDescription;
import dev.patchbay.sdp.SdpBody;
import dev.patchbay.sdp.SdpLine;
import dev.patchbay.sdp.SdpPrinter;
import dev.patchbay.sdp.SessionDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the body that goes to the receiver: the sender's body, line for line, with addresses, ports and formats replaced, what the
 * relay answers for itself taken out, and its own attributes at the end of each section.
 */
final class SdpRewriter {

    private final EngineSettings settings;
    private final SignallingFlags flags;
    private final boolean isOffer;
    private final Participant receiver;

    SdpRewriter(EngineSettings settings, SignallingFlags flags, boolean isOffer, Participant receiver) {
        this.settings = settings;
        this.flags = flags;
        this.isOffer = isOffer;
        this.receiver = receiver;
    }

    SdpBody rewrite(SdpBody body, Participant sender) {
        List<SessionDescription> sessions = new ArrayList<>(body.sessions().size());
        int index = 0;
        for (SessionDescription session : body.sessions()) {
            List<MediaDescription> media = new ArrayList<>(session.media().size());
            int first = index;
            for (MediaDescription section : session.media()) {
                media.add(rewriteMedia(session, section, sender, index++));
            }
            List<SdpLine> lines = rewriteSession(session, sender, first);
            sessions.add(new SessionDescription(lines, withOwnConnections(lines, media, first)));
        }
        return withOwnVersion(new SdpBody(sessions));
    }

    private List<SdpLine> rewriteSession(SessionDescription session, Participant sender, int firstSection) {
        MediaSection from = sender.sectionOrNew(firstSection);
        Optional<MediaSection> section = receiver.section(firstSection).filter(_ -> !session.media().isEmpty());
        Optional<IpAddress> own = section.flatMap(this::ownAddress);
        boolean replaceConnection = replaces(Replace.SESSION_CONNECTION)
                || session.media().stream().anyMatch(m -> !m.has(Content.Connection.class));
        boolean isKept = flags.ice().is(Treatment.FORCE_RELAY);
        List<SdpLine> lines = new ArrayList<>(session.lines().size() + 1);
        for (SdpLine line : session.lines()) {
            switch (line.content()) {
                case Content.Origin origin -> lines.add(rewriteOrigin(line, origin, own));
                case Content.SessionName name -> lines.add(rewriteName(line, name));
                case Content.Connection _ -> lines.add(replaceConnection && !isKept ? rewriteConnection(line, from, own) : line);
                case Direction _ when !flags.sdp().originalSendrecv() -> {}
                case Attribute attribute when isStrippedFromSession(attribute, from) -> {}
                default -> lines.add(line);
            }
        }
        if (flags.sdp().loopProtect()) {
            lines.add(SdpLine.of(new Attribute.LoopTag(settings.instanceId())));
        }
        if (isLite(session, firstSection)) {
            lines.add(SdpLine.of(new Attribute.IceLite()));
        }
        return lines;
    }

    private boolean isLite(SessionDescription session, int firstSection) {
        for (int i = 0; i < session.media().size(); i++) {
            Optional<MediaSection> section = receiver.section(firstSection + i);
            if (section.filter(s -> s.has(Flag.ICE) && s.has(Flag.ICE_LITE) && !s.has(Flag.ICE_PASSTHROUGH)).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private boolean isStrippedFromSession(Attribute attribute, MediaSection first) {
        return switch (attribute) {
            case Attribute.Group group -> group.semantics().equals("BUNDLE");
            case Attribute.ExtMap _ -> flags.sdp().stripExtmap();
            default -> (StrippedAttributes.isIce(attribute) && !first.has(Flag.ICE_PASSTHROUGH))
                    || StrippedAttributes.isDtls(attribute);
        };
    }

    private SdpLine rewriteOrigin(SdpLine line, Content.Origin origin, Optional<IpAddress> own) {
        Content.Origin result = origin;
        if (receiver.sdpMemory().username() == null) {
            receiver.setSdpMemory(receiver.sdpMemory().withUsername(origin.username()));
        }
        String username = receiver.sdpMemory().username();
        if (replaces(Replace.USERNAME) && username != null) {
            result = result.withUsername(username);
        }
        if (replaces(Replace.ORIGIN) && !flags.ice().is(Treatment.FORCE_RELAY) && own.isPresent()) {
            result = result.withAddress(own.get());
        }
        return result.equals(origin) ? line : line.withContent(result);
    }

    private SdpLine rewriteName(SdpLine line, Content.SessionName name) {
        if (receiver.sdpMemory().sessionName() == null) {
            receiver.setSdpMemory(receiver.sdpMemory().withSessionName(name.name()));
        }
        String first = receiver.sdpMemory().sessionName();
        return replaces(Replace.SESSION_NAME) && first != null && !first.equals(name.name())
                ? line.withContent(new Content.SessionName(first))
                : line;
    }

    /** A peer on hold by zero address is passed on as such, unless that is to be replaced. With ICE it only has no address yet (RFC 8840). */
    private SdpLine rewriteConnection(SdpLine line, MediaSection from, Optional<IpAddress> own) {
        if (own.isEmpty()) {
            return line;
        }
        boolean keepZero = from.isOnHoldByAddress() && !from.has(Flag.ICE) && !replaces(Replace.ZERO_ADDRESS);
        IpAddress printed = keepZero ? IpAddress.unspecified(own.get().family()) : own.get();
        return line.content().equals(new Content.Connection(printed))
                ? line
                : line.withContent(new Content.Connection(printed));
    }

    private MediaDescription rewriteMedia(
            SessionDescription session, MediaDescription media, Participant sender, int index) {
        MediaSection from = sender.sectionOrNew(index);
        MediaSection to = receiver.sectionOrNew(index);
        if (media.media().type().equals(SectionNegotiator.MESSAGE)) {
            return messageSection(session, media, index);
        }
        Optional<IpAddress> own = ownAddress(to);
        SectionAttributes attributes = new SectionAttributes(settings, flags, isOffer, from, to, media, own);
        List<SdpLine> lines = new ArrayList<>(media.lines().size() + 8);
        boolean isForcedRelay = flags.ice().is(Treatment.FORCE_RELAY);
        for (SdpLine line : media.lines()) {
            switch (line.content()) {
                case Content.Connection _ when !isForcedRelay -> lines.add(rewriteConnection(line, from, own));
                case Attribute attribute when attributes.isStripped(attribute) -> {}
                default -> lines.add(line);
            }
        }
        attributes.appended().forEach(attribute -> lines.add(SdpLine.of(attribute)));
        if (isForcedRelay) {
            return media.withLines(lines);
        }
        Content.MediaLine rewritten = new Content.MediaLine(
                media.media().type(),
                media.isRejected() ? 0 : to.ports().map(p -> p.first()).orElse(0),
                media.media().portCount(),
                to.protocolText(),
                attributes.formats());
        return new MediaDescription(media.firstLine().withContent(rewritten), lines);
    }

    /**
     * A section that relied on the session's c= line gets its own where that line now has an address of another family.
     * rtpengine: leaves it out, which sends the peer to a family it does not listen on.
     */
    private List<MediaDescription> withOwnConnections(
            List<SdpLine> sessionLines, List<MediaDescription> media, int firstSection) {
        Optional<IpFamily> inherited = connectionFamily(sessionLines);
        List<MediaDescription> result = new ArrayList<>(media.size());
        for (int i = 0; i < media.size(); i++) {
            MediaDescription section = media.get(i);
            Optional<IpAddress> own = receiver.section(firstSection + i).flatMap(this::ownAddress);
            boolean isMisled = !flags.ice().is(Treatment.FORCE_RELAY)
                    && !section.has(Content.Connection.class)
                    && inherited.isPresent()
                    && own.isPresent()
                    && own.get().family() != inherited.get();
            result.add(isMisled ? withConnection(section, new Content.Connection(own.get())) : section);
        }
        return result;
    }

    private static Optional<IpFamily> connectionFamily(List<SdpLine> lines) {
        for (SdpLine line : lines) {
            if (line.content() instanceof Content.Connection connection) {
                return Optional.of(connection.address().family());
            }
        }
        return Optional.empty();
    }

    private static MediaDescription withConnection(MediaDescription media, Content.Connection connection) {
        List<SdpLine> lines = new ArrayList<>(media.lines());
        int afterTitle = !lines.isEmpty() && lines.getFirst().type() == 'i' ? 1 : 0;
        lines.add(afterTitle, SdpLine.of(connection));
        return media.withLines(lines);
    }

    /** Left alone, but for a c= line of its own when the session's is about to change, and a name if all sections are to have one. */
    private MediaDescription messageSection(SessionDescription session, MediaDescription media, int index) {
        Optional<Content.Connection> inherited = session.first(Content.Connection.class);
        boolean isInheriting = !media.has(Content.Connection.class) && inherited.isPresent();
        MediaDescription placed = isInheriting ? withConnection(media, inherited.get()) : media;
        boolean isNamed = media.has(Attribute.Mid.class) || !isOffer || !flags.sdp().generateMid();
        return isNamed ? placed : withMid(placed, new Attribute.Mid(SectionAttributes.generatedMid(index)));
    }

    private static MediaDescription withMid(MediaDescription media, Attribute.Mid mid) {
        List<SdpLine> lines = new ArrayList<>(media.lines());
        int at = 0;
        while (at < lines.size() && lines.get(at).type() != 'a') {
            at++;
        }
        lines.add(at, SdpLine.of(mid));
        return media.withLines(lines);
    }

    /** The address to print for a section: given by the client, or that of the interface towards the receiver. */
    private Optional<IpAddress> ownAddress(MediaSection section) {
        Optional<IpAddress> given = flags.transport().mediaAddress().flatMap(IpAddress::parse);
        if (given.isPresent()) {
            return given;
        }
        if (section.ports().isPresent()) {
            return section.ports().map(p -> p.local().advertised());
        }
        IpFamily family = section.family();
        return Optional.ofNullable(section.logical())
                .map(l -> family == null ? l.addresses().getFirst() : l.primaryOrAny(family))
                .map(LocalInterface::advertised);
    }

    private boolean replaces(Replace part) {
        return flags.sdp().replaces(part);
    }

    /**
     * Key {@code replace: SDP version}: the o= version starts at the first one seen and goes up by one whenever the body differs
     * from the last one sent to this party.
     */
    private SdpBody withOwnVersion(SdpBody body) {
        Optional<Content.Origin> origin = body.sessions().getFirst().origin();
        if (!replaces(Replace.SDP_VERSION) || origin.isEmpty()) {
            return body;
        }
        SdpVersion version = SdpVersion.next(
                receiver.sdpMemory(), origin.get().sessionVersion(), SdpPrinter.print(withVersion(body, "")));
        receiver.setSdpMemory(receiver.sdpMemory().withVersion(version.number(), version.body()));
        return withVersion(body, Long.toUnsignedString(version.number()));
    }

    private static SdpBody withVersion(SdpBody body, String version) {
        List<SessionDescription> sessions = new ArrayList<>(body.sessions());
        SessionDescription first = sessions.getFirst();
        List<SdpLine> lines = first.lines().stream()
                .map(line -> line.content() instanceof Content.Origin origin
                        ? line.withContent(origin.withSessionVersion(version))
                        : line)
                .toList();
        sessions.set(0, first.withLines(lines));
        return new SdpBody(sessions);
    }
}
