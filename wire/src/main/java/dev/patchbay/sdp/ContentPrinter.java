package dev.patchbay.sdp;

import dev.patchbay.net.IpAddress;
import dev.patchbay.sdp.Attribute.Candidate;
import dev.patchbay.sdp.Attribute.Crypto;
import dev.patchbay.sdp.Attribute.EndOfCandidates;
import dev.patchbay.sdp.Attribute.ExtMap;
import dev.patchbay.sdp.Attribute.Fingerprint;
import dev.patchbay.sdp.Attribute.Fmtp;
import dev.patchbay.sdp.Attribute.Group;
import dev.patchbay.sdp.Attribute.IceLite;
import dev.patchbay.sdp.Attribute.IceOptions;
import dev.patchbay.sdp.Attribute.IcePwd;
import dev.patchbay.sdp.Attribute.IceUfrag;
import dev.patchbay.sdp.Attribute.Label;
import dev.patchbay.sdp.Attribute.LoopTag;
import dev.patchbay.sdp.Attribute.MaxPtime;
import dev.patchbay.sdp.Attribute.Mid;
import dev.patchbay.sdp.Attribute.Ptime;
import dev.patchbay.sdp.Attribute.RemoteCandidate;
import dev.patchbay.sdp.Attribute.RemoteCandidates;
import dev.patchbay.sdp.Attribute.Rtcp;
import dev.patchbay.sdp.Attribute.RtcpFb;
import dev.patchbay.sdp.Attribute.RtcpMux;
import dev.patchbay.sdp.Attribute.RtpMap;
import dev.patchbay.sdp.Attribute.Setup;
import dev.patchbay.sdp.Attribute.Ssrc;
import dev.patchbay.sdp.Attribute.Unknown;
import dev.patchbay.sdp.Content.Bandwidth;
import dev.patchbay.sdp.Content.Connection;
import dev.patchbay.sdp.Content.MediaLine;
import dev.patchbay.sdp.Content.Origin;
import dev.patchbay.sdp.Content.SessionName;
import dev.patchbay.sdp.Content.Timing;
import dev.patchbay.sdp.Content.Unparsed;
import dev.patchbay.sdp.Content.Version;

/** Canonical text of a line built in code: the mirror of {@code ContentParser} and {@code AttributeParser}. */
final class ContentPrinter {

    private static final String NO_TEXT = "an unparsed line has no text of its own";

    private ContentPrinter() {}

    /** The letter before {@code =}. */
    static char type(Content content) {
        return switch (content) {
            case Version _ -> 'v';
            case Origin _ -> 'o';
            case SessionName _ -> 's';
            case Connection _ -> 'c';
            case MediaLine _ -> 'm';
            case Timing _ -> 't';
            case Bandwidth _ -> 'b';
            case Attribute _ -> 'a';
            case Unparsed _ -> throw new IllegalArgumentException(NO_TEXT);
        };
    }

    /** What follows {@code =}. */
    static String value(Content content) {
        return switch (content) {
            case Version _ -> "0";
            case Origin origin -> origin.username() + ' ' + origin.sessionId() + ' ' + origin.sessionVersion() + ' '
                    + origin.netType() + ' ' + origin.addressFamily() + ' ' + origin.address();
            case SessionName name -> name.name();
            case Connection connection -> networkAddress(connection.address());
            case MediaLine media -> media(media);
            case Timing timing -> timing.start() + " " + timing.stop();
            case Bandwidth bandwidth -> bandwidth.type() + ':' + bandwidth.value();
            case Attribute attribute -> attribute(attribute);
            case Unparsed _ -> throw new IllegalArgumentException(NO_TEXT);
        };
    }

    private static String networkAddress(IpAddress address) {
        return "IN " + address.family().sdpName() + ' ' + address;
    }

    private static String media(MediaLine media) {
        StringBuilder text = new StringBuilder();
        text.append(media.type()).append(' ').append(media.port());
        if (media.portCount() > 1) {
            text.append('/').append(media.portCount());
        }
        text.append(' ').append(media.protocol());
        for (String format : media.formats()) {
            text.append(' ').append(format);
        }
        return text.toString();
    }

    private static String attribute(Attribute attribute) {
        return switch (attribute) {
            case Direction direction -> direction.attributeName();
            case RtcpMux mux -> mux.attributeName();
            case IceLite lite -> lite.attributeName();
            case EndOfCandidates end -> end.attributeName();
            case Unknown unknown -> unknown.value().map(value -> unknown.name() + ':' + value).orElse(unknown.name());
            case RtpMap map -> "rtpmap:" + map.payloadType() + ' ' + map.encoding() + '/' + map.clockRateHz()
                    + prefixed("/", map.parameters());
            case Fmtp fmtp -> "fmtp:" + fmtp.format() + prefixed(" ", fmtp.parameters());
            case RtcpFb feedback -> "rtcp-fb:" + payloadType(feedback) + prefixed(" ", feedback.value());
            case Ptime ptime -> "ptime:" + ptime.ptimeMs();
            case MaxPtime ptime -> "maxptime:" + ptime.ptimeMs();
            case Rtcp rtcp -> "rtcp:" + rtcp.port() + rtcp.address().map(ip -> ' ' + networkAddress(ip)).orElse("");
            case Mid mid -> "mid:" + mid.mid();
            case Group group -> "group:" + group.semantics() + prefixed(" ", String.join(" ", group.mids()));
            case ExtMap map -> "extmap:" + map.id() + map.direction().map(way -> '/' + way.attributeName()).orElse("")
                    + ' ' + map.uri() + prefixed(" ", map.parameters());
            case Setup setup -> "setup:" + setup.role().sdpName();
            case Fingerprint print -> "fingerprint:" + print.hashFunction() + ' ' + print.fingerprint();
            case Crypto crypto -> "crypto:" + crypto.tag() + ' ' + crypto.suite() + prefixed(" ", crypto.parameters());
            case IceUfrag ufrag -> "ice-ufrag:" + ufrag.ufrag();
            case IcePwd pwd -> "ice-pwd:" + pwd.password();
            case IceOptions options -> "ice-options:" + String.join(" ", options.options());
            case Candidate candidate -> candidate(candidate);
            case RemoteCandidates remote -> remoteCandidates(remote);
            case Ssrc ssrc -> "ssrc:" + ssrc.ssrc() + prefixed(" ", ssrc.detail());
            case Label label -> "label:" + label.label();
            case LoopTag tag -> "rtpengine:" + tag.instanceId();
        };
    }

    private static String payloadType(RtcpFb feedback) {
        return feedback.payloadType() == RtcpFb.ALL_PAYLOAD_TYPES ? "*" : Integer.toString(feedback.payloadType());
    }

    private static String candidate(Candidate candidate) {
        StringBuilder text = new StringBuilder("candidate:");
        text.append(candidate.foundation()).append(' ').append(candidate.component());
        text.append(' ').append(candidate.transport()).append(' ').append(candidate.priority());
        text.append(' ').append(candidate.address()).append(' ').append(candidate.port());
        text.append(" typ ").append(candidate.type());
        candidate.relatedAddress().ifPresent(address -> text.append(" raddr ").append(address));
        candidate.relatedPort().ifPresent(port -> text.append(" rport ").append(port));
        return text.append(prefixed(" ", candidate.extensions())).toString();
    }

    private static String remoteCandidates(RemoteCandidates remote) {
        StringBuilder text = new StringBuilder("remote-candidates:");
        for (RemoteCandidate candidate : remote.candidates()) {
            if (text.charAt(text.length() - 1) != ':') {
                text.append(' ');
            }
            text.append(candidate.component()).append(' ').append(candidate.address());
            text.append(' ').append(candidate.port());
        }
        return text.toString();
    }

    private static String prefixed(String separator, String text) {
        return text.isEmpty() ? "" : separator + text;
    }
}
