package dev.patchbay.phone.call;

import dev.patchbay.codec.G711;
import dev.patchbay.net.IpAddress;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.phone.media.MediaPlan;
import dev.patchbay.sdp.Attribute.Fmtp;
import dev.patchbay.sdp.Attribute.Ptime;
import dev.patchbay.sdp.Attribute.RtpMap;
import dev.patchbay.sdp.Codec;
import dev.patchbay.sdp.Content;
import dev.patchbay.sdp.Content.Connection;
import dev.patchbay.sdp.Content.MediaLine;
import dev.patchbay.sdp.Content.Origin;
import dev.patchbay.sdp.Content.SessionName;
import dev.patchbay.sdp.Content.Timing;
import dev.patchbay.sdp.Content.Version;
import dev.patchbay.sdp.Direction;
import dev.patchbay.sdp.MediaDescription;
import dev.patchbay.sdp.SdpBody;
import dev.patchbay.sdp.SdpLine;
import dev.patchbay.sdp.SdpParser;
import dev.patchbay.sdp.SdpPrinter;
import dev.patchbay.sdp.SdpSyntaxException;
import dev.patchbay.sdp.SessionDescription;
import dev.patchbay.sdp.TransportProtocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Offers and answers of one call (RFC 3264): one audio section of G.711 and telephone-events over RTP/AVP or RTP/AVPF; other sections are
 * refused. One thread.
 */
final class SdpNegotiation {

    private static final int EVENT_PAYLOAD_TYPE = 101;
    private static final int EVENT_CLOCK_RATE_HZ = 8000;
    private static final String EVENT_ENCODING = "telephone-event";
    private static final String DTMF_EVENTS = "0-15";
    private static final int PTIME_MS = 20;

    private final IpAddress address;
    private final int port;
    private final List<G711> codecs;
    private final long sessionId;
    private int sessionVersion;
    private Direction own = Direction.SENDRECV;

    /** @param sessionId distinguishes this description from all others of this address */
    SdpNegotiation(IpAddress address, int port, List<G711> codecs, long sessionId) {
        this.address = address;
        this.port = port;
        this.codecs = codecs;
        this.sessionId = sessionId;
    }

    /** An answer, and what it means for media. */
    record Answer(String sdp, MediaPlan plan) {}

    String offer(Direction direction) {
        own = direction;
        List<Integer> payloadTypes = new ArrayList<>(codecs.stream().map(G711::staticPayloadType).toList());
        payloadTypes.add(EVENT_PAYLOAD_TYPE);
        List<SdpLine> lines = new ArrayList<>();
        codecs.forEach(codec -> lines.add(map(codec)));
        addEvents(lines, EVENT_PAYLOAD_TYPE);
        lines.add(SdpLine.of(new Ptime(PTIME_MS)));
        lines.add(SdpLine.of(direction));
        return print(List.of(section("audio", port, TransportProtocol.RTP_AVP.sdpName(), payloadTypes, lines)));
    }

    /** What the answer to the last {@link #offer} means. */
    MediaPlan acceptAnswer(String sdp) throws SdpMismatchException {
        SessionDescription answer = parse(sdp);
        MediaDescription section = audio(answer).orElseThrow(() -> new SdpMismatchException("the answer has no audio over RTP"));
        return plan(answer, section, common(section), OptionalInt.of(EVENT_PAYLOAD_TYPE), own);
    }

    Answer answer(String sdp) throws SdpMismatchException {
        SessionDescription offer = parse(sdp);
        MediaDescription accepted =
                audio(offer).orElseThrow(() -> new SdpMismatchException("the offer has no audio over RTP"));
        int index = offer.media().indexOf(accepted);
        G711 codec = common(accepted);
        OptionalInt events = events(accepted);
        // The other party's word counts: hold is lifted by who asked for it.
        own = offer.direction(accepted).reversed();
        List<MediaDescription> sections = new ArrayList<>();
        for (int i = 0; i < offer.media().size(); i++) {
            MediaDescription section = offer.media().get(i);
            sections.add(i == index ? accepted(section, codec, events) : refused(section));
        }
        return new Answer(print(sections), plan(offer, accepted, codec, events, own));
    }

    private MediaDescription accepted(MediaDescription offered, G711 codec, OptionalInt events) {
        List<Integer> payloadTypes = new ArrayList<>(List.of(codec.staticPayloadType()));
        List<SdpLine> lines = new ArrayList<>(List.of(map(codec)));
        events.ifPresent(payloadType -> {
            payloadTypes.add(payloadType);
            addEvents(lines, payloadType);
        });
        lines.add(SdpLine.of(new Ptime(PTIME_MS)));
        lines.add(SdpLine.of(own));
        return section("audio", port, offered.media().protocol(), payloadTypes, lines);
    }

    /** Port 0 and at least one format (RFC 3264, section 6). */
    private static MediaDescription refused(MediaDescription offered) {
        MediaLine media = offered.media();
        return new MediaDescription(
                SdpLine.of(new MediaLine(media.type(), 0, 1, media.protocol(), media.formats())), List.of());
    }

    private static MediaPlan plan(
            SessionDescription remote, MediaDescription section, G711 codec, OptionalInt eventIn, Direction own)
            throws SdpMismatchException {
        TransportAddress rtp = remote.rtpAddress(section)
                .orElseThrow(() -> new SdpMismatchException("the SDP of the other side names no address"));
        Direction remoteDirection = remote.direction(section);
        boolean isSending = own.isSending() && remoteDirection.isReceiving() && !rtp.ip().isUnspecified();
        OptionalInt eventOut = events(section);
        return new MediaPlan(
                rtp,
                remote.rtcpAddress(section),
                codec,
                codec.staticPayloadType(),
                eventOut,
                eventOut.isPresent() ? eventIn : OptionalInt.empty(),
                isSending);
    }

    /** The first section that can be used. */
    private static Optional<MediaDescription> audio(SessionDescription description) {
        return description.media().stream()
                .filter(section -> section.media().type().equalsIgnoreCase("audio") && !section.isRejected())
                .filter(section -> section.media().transport().map(SdpNegotiation::isPlainRtp).orElse(false))
                .findFirst();
    }

    private static boolean isPlainRtp(TransportProtocol protocol) {
        return protocol == TransportProtocol.RTP_AVP || protocol == TransportProtocol.RTP_AVPF;
    }

    /** The other side's best codec that is also one of ours, at its static payload type. */
    private G711 common(MediaDescription section) throws SdpMismatchException {
        for (Codec offered : section.codecs()) {
            for (G711 codec : codecs) {
                boolean isSame = offered.isNamed(codec.encoding()) && offered.clockRateHz() == codec.clockRateHz();
                if (isSame && offered.payloadType() == codec.staticPayloadType()) {
                    return codec;
                }
            }
        }
        throw new SdpMismatchException("no codec in common, this side has " + codecs);
    }

    private static OptionalInt events(MediaDescription section) {
        return section.codecs().stream()
                .filter(codec -> codec.isNamed(EVENT_ENCODING) && codec.clockRateHz() == EVENT_CLOCK_RATE_HZ)
                .mapToInt(Codec::payloadType)
                .findFirst();
    }

    private static SessionDescription parse(String sdp) throws SdpMismatchException {
        try {
            SdpBody body = SdpParser.parse(sdp);
            if (body.sessions().isEmpty()) {
                throw new SdpMismatchException("the SDP of the other side is empty");
            }
            return body.sessions().getFirst();
        } catch (SdpSyntaxException e) {
            throw new SdpMismatchException("the SDP of the other side cannot be read: " + e.getMessage());
        }
    }

    private static SdpLine map(G711 codec) {
        return SdpLine.of(RtpMap.of(codec.staticPayloadType(), codec.encoding(), codec.clockRateHz(), codec.channels()));
    }

    private static void addEvents(List<SdpLine> lines, int payloadType) {
        lines.add(SdpLine.of(RtpMap.of(payloadType, EVENT_ENCODING, EVENT_CLOCK_RATE_HZ, 1)));
        lines.add(SdpLine.of(new Fmtp(Integer.toString(payloadType), DTMF_EVENTS)));
    }

    private static MediaDescription section(
            String type, int port, String protocol, List<Integer> payloadTypes, List<SdpLine> lines) {
        List<String> formats = payloadTypes.stream().map(String::valueOf).toList();
        return new MediaDescription(SdpLine.of(new MediaLine(type, port, 1, protocol, formats)), lines);
    }

    /** Each description is a new version, though it may say the same (RFC 3264, section 8). */
    private String print(List<MediaDescription> sections) {
        sessionVersion++;
        List<Content> head = List.of(
                new Version(),
                new Origin(
                        "-",
                        Long.toString(sessionId),
                        Integer.toString(sessionVersion),
                        "IN",
                        address.family().sdpName(),
                        address.toString()),
                new SessionName("call"),
                new Connection(address),
                new Timing(0, 0));
        SessionDescription description =
                new SessionDescription(head.stream().map(SdpLine::of).toList(), sections);
        return SdpPrinter.print(new SdpBody(List.of(description)));
    }
}
