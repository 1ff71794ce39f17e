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
import dev.patchbay.sdp.Attribute.RtcpFb;
import dev.patchbay.sdp.Attribute.RtcpMux;
import dev.patchbay.sdp.Attribute.Rtcp;
import dev.patchbay.sdp.Attribute.RtpMap;
import dev.patchbay.sdp.Attribute.Setup;
import dev.patchbay.sdp.Attribute.Ssrc;
import dev.patchbay.sdp.Attribute.Unknown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Values of a= lines. Nothing here fails: what does not parse is {@link Unknown}. Each method returns null for that. */
final class AttributeParser {

    private static final int MAX_PORT = 65535;
    private static final int MAX_PAYLOAD_TYPE = 127;
    private static final int MAX_PTIME_MS = 65535;
    private static final int MAX_COMPONENT = 256;
    private static final int MAX_CRYPTO_TAG = 999_999_999;
    private static final int MAX_EXTENSION_ID = 65535;
    private static final long MAX_UNSIGNED_INT = 0xffff_ffffL;

    /** One per ICE component and stream; RFC 8839 gives no bound. */
    private static final int MAX_REMOTE_CANDIDATES = 16;

    private AttributeParser() {}

    /** @param text what follows {@code a=} */
    static Attribute parse(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        Attribute flag = flag(name);
        if (flag != null) {
            return flag;
        }
        if (colon < 0) {
            return new Unknown(name, Optional.empty());
        }
        String value = text.substring(colon + 1);
        Attribute parsed = withValue(name, value);
        return parsed != null ? parsed : new Unknown(name, Optional.of(value));
    }

    /** rtpengine: takes a flag for set even when it comes with a value. */
    private static @Nullable Attribute flag(String name) {
        return switch (name) {
            case "sendrecv" -> Direction.SENDRECV;
            case "sendonly" -> Direction.SENDONLY;
            case "recvonly" -> Direction.RECVONLY;
            case "inactive" -> Direction.INACTIVE;
            case "rtcp-mux" -> new RtcpMux();
            case "ice-lite" -> new IceLite();
            case "end-of-candidates" -> new EndOfCandidates();
            default -> null;
        };
    }

    private static @Nullable Attribute withValue(String name, String value) {
        return switch (name) {
            case "rtpmap" -> rtpMap(value);
            case "fmtp" -> fmtp(value);
            case "rtcp-fb" -> rtcpFb(value);
            case "candidate" -> candidate(value);
            case "ptime" -> ptime(value) > 0 ? new Ptime(ptime(value)) : null;
            case "maxptime" -> ptime(value) > 0 ? new MaxPtime(ptime(value)) : null;
            case "rtcp" -> rtcp(value);
            case "mid" -> new Mid(value);
            case "group" -> group(value);
            case "extmap" -> extMap(value);
            case "ssrc" -> ssrc(value);
            case "setup" -> setup(value);
            case "fingerprint" -> fingerprint(value);
            case "crypto" -> crypto(value);
            case "ice-ufrag" -> new IceUfrag(value);
            case "ice-pwd" -> new IcePwd(value);
            case "ice-options" -> new IceOptions(tokens(new TextCursor(value)));
            case "remote-candidates" -> remoteCandidates(value);
            case "label" -> new Label(value);
            case "rtpengine" -> new LoopTag(value);
            default -> null;
        };
    }

    /** rtpengine: ignores what stands after a space behind the clock rate, and a number of channels it cannot read. */
    private static @Nullable RtpMap rtpMap(String value) {
        TextCursor cursor = new TextCursor(value);
        int payloadType = cursor.intNumber(MAX_PAYLOAD_TYPE);
        String codec = cursor.token();
        int slash = codec.indexOf('/');
        if (payloadType < 0 || slash < 0) {
            return null;
        }
        int secondSlash = codec.indexOf('/', slash + 1);
        int clockEnd = secondSlash < 0 ? codec.length() : secondSlash;
        int clockRateHz = (int) TextCursor.number(codec, slash + 1, clockEnd, Integer.MAX_VALUE);
        if (clockRateHz < 0) {
            return null;
        }
        String parameters = secondSlash < 0 ? "" : codec.substring(secondSlash + 1);
        int channels = (int) TextCursor.number(parameters, 0, parameters.length(), Integer.MAX_VALUE);
        return new RtpMap(payloadType, codec.substring(0, slash), clockRateHz, Math.max(1, channels), parameters);
    }

    private static @Nullable Fmtp fmtp(String value) {
        TextCursor cursor = new TextCursor(value);
        String format = cursor.token();
        return format.isEmpty() ? null : new Fmtp(format, cursor.rest());
    }

    private static @Nullable RtcpFb rtcpFb(String value) {
        TextCursor cursor = new TextCursor(value);
        if (cursor.skip("*")) {
            return new RtcpFb(RtcpFb.ALL_PAYLOAD_TYPES, cursor.rest());
        }
        int payloadType = cursor.intNumber(MAX_PAYLOAD_TYPE);
        return payloadType < 0 ? null : new RtcpFb(payloadType, cursor.rest());
    }

    /** Whole milliseconds, or -1. RFC 8866 allows a fraction; rtpengine: cuts it off, like anything else after the digits. */
    private static int ptime(String value) {
        TextCursor cursor = new TextCursor(value);
        String token = cursor.token();
        int digits = 0;
        while (digits < token.length() && token.charAt(digits) >= '0' && token.charAt(digits) <= '9') {
            digits++;
        }
        return (int) TextCursor.number(token, 0, digits, MAX_PTIME_MS);
    }

    private static @Nullable Rtcp rtcp(String value) {
        TextCursor cursor = new TextCursor(value);
        int port = cursor.intNumber(MAX_PORT);
        if (port < 0) {
            return null;
        }
        if (cursor.isAtEnd()) {
            return new Rtcp(port, Optional.empty());
        }
        Optional<IpAddress> address = ContentParser.networkAddress(cursor);
        return address.isEmpty() ? null : new Rtcp(port, address);
    }

    private static @Nullable Group group(String value) {
        TextCursor cursor = new TextCursor(value);
        String semantics = cursor.token();
        return semantics.isEmpty() ? null : new Group(semantics, tokens(cursor));
    }

    private static @Nullable ExtMap extMap(String value) {
        TextCursor cursor = new TextCursor(value);
        String mapping = cursor.token();
        int slash = mapping.indexOf('/');
        int id = (int) TextCursor.number(mapping, 0, slash < 0 ? mapping.length() : slash, MAX_EXTENSION_ID);
        Optional<Direction> direction = slash < 0 ? Optional.empty() : direction(mapping.substring(slash + 1));
        String uri = cursor.token();
        boolean isDirectionKnown = slash < 0 || direction.isPresent();
        return id < 0 || !isDirectionKnown || uri.isEmpty() ? null : new ExtMap(id, direction, uri, cursor.rest());
    }

    private static Optional<Direction> direction(String name) {
        return flag(name) instanceof Direction direction ? Optional.of(direction) : Optional.empty();
    }

    private static @Nullable Ssrc ssrc(String value) {
        TextCursor cursor = new TextCursor(value);
        long ssrc = cursor.number(MAX_UNSIGNED_INT);
        return ssrc < 0 ? null : new Ssrc(ssrc, cursor.rest());
    }

    private static @Nullable Setup setup(String value) {
        for (SetupRole role : SetupRole.values()) {
            if (role.sdpName().equalsIgnoreCase(value)) {
                return new Setup(role);
            }
        }
        return null;
    }

    private static @Nullable Fingerprint fingerprint(String value) {
        TextCursor cursor = new TextCursor(value);
        String hashFunction = cursor.token();
        String fingerprint = cursor.token();
        boolean isPlausible = FingerprintText.isHexWithColons(fingerprint)
                && FingerprintText.fits(hashFunction, fingerprint.length());
        return isPlausible ? new Fingerprint(hashFunction, fingerprint) : null;
    }

    private static @Nullable Crypto crypto(String value) {
        TextCursor cursor = new TextCursor(value);
        int tag = cursor.intNumber(MAX_CRYPTO_TAG);
        String suite = cursor.token();
        String parameters = cursor.rest();
        return tag < 0 || suite.isEmpty() || parameters.isEmpty() ? null : new Crypto(tag, suite, parameters);
    }

    private static @Nullable Candidate candidate(String value) {
        TextCursor cursor = new TextCursor(value);
        String foundation = cursor.token();
        int component = cursor.intNumber(MAX_COMPONENT);
        String transport = cursor.token();
        long priority = cursor.number(MAX_UNSIGNED_INT);
        String address = cursor.token();
        int port = cursor.intNumber(MAX_PORT);
        if (component < 0 || priority < 0 || port < 0 || !cursor.skip("typ")) {
            return null;
        }
        String type = cursor.token();
        if (type.isEmpty()) {
            return null;
        }
        Optional<String> relatedAddress = cursor.skip("raddr") ? Optional.of(cursor.token()) : Optional.empty();
        OptionalInt relatedPort = OptionalInt.empty();
        if (cursor.skip("rport")) {
            int number = cursor.intNumber(MAX_PORT);
            if (number < 0) {
                return null;
            }
            relatedPort = OptionalInt.of(number);
        }
        return new Candidate(
                foundation, component, transport, priority, address, port, type, relatedAddress, relatedPort,
                cursor.rest());
    }

    private static @Nullable RemoteCandidates remoteCandidates(String value) {
        TextCursor cursor = new TextCursor(value);
        List<RemoteCandidate> candidates = new ArrayList<>();
        while (!cursor.isAtEnd()) {
            int component = cursor.intNumber(MAX_COMPONENT);
            String address = cursor.token();
            int port = cursor.intNumber(MAX_PORT);
            if (component < 0 || port < 0 || candidates.size() == MAX_REMOTE_CANDIDATES) {
                return null;
            }
            candidates.add(new RemoteCandidate(component, address, port));
        }
        return candidates.isEmpty() ? null : new RemoteCandidates(candidates);
    }

    private static List<String> tokens(TextCursor cursor) {
        List<String> tokens = new ArrayList<>();
        while (!cursor.isAtEnd()) {
            tokens.add(cursor.token());
        }
        return tokens;
    }
}
