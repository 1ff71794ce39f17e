package dev.patchbay.sdp;

import dev.patchbay.net.IpAddress;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.sdp.Attribute.Rtcp;
import dev.patchbay.sdp.Content.Connection;
import dev.patchbay.sdp.Content.Origin;
import java.util.List;
import java.util.Optional;

/**
 * One session: from its v= line to the next one or the end.
 *
 * @param lines the session part: all lines before the first m= line, the v= line first
 * @param media the media sections in order; may be empty
 */
public record SessionDescription(List<SdpLine> lines, List<MediaDescription> media) implements SdpSection {

    private static final int MAX_PORT = 65535;

    public SessionDescription {
        lines = List.copyOf(lines);
        media = List.copyOf(media);
    }

    /** Present in everything the parser accepts. */
    public Optional<Origin> origin() {
        return first(Origin.class);
    }

    /** What a media section says, or else its session: for attributes that apply to all media when given once. */
    public <T extends Content> Optional<T> effective(MediaDescription section, Class<T> type) {
        Optional<T> own = section.first(type);
        return own.isPresent() ? own : first(type);
    }

    /** The address of a media section: its own c= line or the session's. Empty if there is neither. */
    public Optional<IpAddress> address(MediaDescription section) {
        return effective(section, Connection.class).map(Connection::address);
    }

    /** Where the writer of this SDP wants RTP (or whatever the transport is). Port 0 for a rejected section. */
    public Optional<TransportAddress> rtpAddress(MediaDescription section) {
        return address(section).map(ip -> new TransportAddress(ip, section.media().port()));
    }

    /**
     * Where the writer of this SDP wants RTCP when it is not multiplexed with RTP: as a=rtcp says (RFC 3605), without it the next
     * port. Empty without any address, when there is no next port, and for a rejected section without a=rtcp.
     */
    public Optional<TransportAddress> rtcpAddress(MediaDescription section) {
        Optional<Rtcp> rtcp = section.first(Rtcp.class);
        if (rtcp.isEmpty() && section.isRejected()) {
            return Optional.empty();
        }
        int port = rtcp.map(Rtcp::port).orElse(section.media().port() + 1);
        if (port > MAX_PORT) {
            return Optional.empty();
        }
        return rtcp.flatMap(Rtcp::address)
                .or(() -> address(section))
                .map(ip -> new TransportAddress(ip, port));
    }

    /**
     * The direction attribute of a media section or of the session; sendrecv if neither has one. The last one counts
     * (rtpengine: so does it). A zero address is not looked at: that is the negotiation's business.
     */
    public Direction direction(MediaDescription section) {
        return section.last(Direction.class)
                .or(() -> last(Direction.class))
                .orElse(Direction.SENDRECV);
    }

    public SessionDescription withLines(List<SdpLine> replacement) {
        return new SessionDescription(replacement, media);
    }

    public SessionDescription withMedia(List<MediaDescription> replacement) {
        return new SessionDescription(lines, replacement);
    }
}
