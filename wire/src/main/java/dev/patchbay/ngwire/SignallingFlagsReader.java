package dev.patchbay.ngwire;

import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.ngwire.SdpFlags.Replace;
import dev.patchbay.ngwire.TransportFlags.RtcpMux;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Collects the options of one offer or answer, from keys of their own and from the {@code flags} list alike. */
final class SignallingFlagsReader {

    /** TOS value that means "back to the configured one" (the default of the key). */
    private static final long TOS_RESET = 256;

    /** One row per token of {@code flags}, spelled with hyphens. */
    private static final Map<String, Consumer<SignallingFlagsReader>> TOKENS = Map.ofEntries(
            Map.entry("trust-address", r -> r.useSipSource = Optional.of(false)),
            Map.entry("SIP-source-address", r -> r.useSipSource = Optional.of(true)),
            Map.entry("symmetric", _ -> {}), // the default; only "asymmetric" means something
            Map.entry("asymmetric", r -> r.asymmetric = true),
            Map.entry("unidirectional", r -> r.unidirectional = true),
            Map.entry("strict-source", r -> r.strictSource = true),
            Map.entry("media-handover", r -> r.mediaHandover = true),
            Map.entry("pierce-NAT", r -> r.pierceNat = true),
            Map.entry("NAT-wait", r -> r.natWait = true),
            Map.entry("reset", r -> r.reset = true),
            Map.entry("fragment", r -> r.fragment = true),
            Map.entry("port-latching", r -> r.portLatching = Optional.of(true)),
            Map.entry("no-port-latching", r -> r.portLatching = Optional.of(false)),
            Map.entry("generate-mid", r -> r.generateMid = true),
            Map.entry("strip-extmap", r -> r.stripExtmap = true),
            Map.entry("no-rtcp-attribute", r -> r.noRtcpAttribute = true),
            Map.entry("no-RTCP-attribute", r -> r.noRtcpAttribute = true),
            Map.entry("full-rtcp-attribute", r -> r.fullRtcpAttribute = true),
            Map.entry("full-RTCP-attribute", r -> r.fullRtcpAttribute = true),
            Map.entry("loop-protect", r -> r.loopProtect = true),
            Map.entry("original-sendrecv", r -> r.originalSendrecv = true),
            Map.entry("single-codec", r -> r.singleCodec = true),
            Map.entry("pad-crypto", r -> r.security.pad()),
            Map.entry("trickle-ICE", r -> r.trickle = true),
            Map.entry("trickle-ice", r -> r.trickle = true),
            Map.entry("debug", r -> r.debug = true),
            Map.entry("debugging", r -> r.debug = true));

    /** Tokens of the protocol whose feature this version lacks: ignored with a remark. */
    private static final Set<String> LATER_TOKENS = Set.of(
            "no-redis-update",
            "all",
            "record-call",
            "generate-RTCP",
            "generate-rtcp",
            "always-transcode",
            "asymmetric-codecs",
            "symmetric-codecs",
            "reorder-codecs",
            "reuse-codecs",
            "no-codec-renegotiation",
            "allow-transcoding",
            "inject-DTMF",
            "passthrough",
            "no-passthrough",
            "no-jitter-buffer");

    private static final List<String> LATER_PREFIXES = List.of(
            "T38-", "T.38-", "transcode-", "codec-transcode-", "codec-set-", "codec-accept-", "codec-consume-");

    private static final Map<String, BiConsumer<SignallingFlagsReader, String>> PREFIXES = Map.of(
            "codec-strip-", (r, codec) -> r.strip.add(codec),
            "codec-except-", (r, codec) -> r.except.add(codec),
            "codec-offer-", (r, codec) -> r.offer.add(codec),
            "codec-mask-", SignallingFlagsReader::addMask,
            "SDES-", (r, option) -> r.security.sdes(option),
            "OSRTP-", (r, option) -> r.security.osrtp(option));

    private static final Map<String, Replace> REPLACE = Map.of(
            "origin", Replace.ORIGIN,
            "session-connection", Replace.SESSION_CONNECTION,
            "session-name", Replace.SESSION_NAME,
            "sdp-version", Replace.SDP_VERSION,
            "SDP-version", Replace.SDP_VERSION,
            "username", Replace.USERNAME,
            "zero-address", Replace.ZERO_ADDRESS);

    private final boolean isOffer;
    private final List<String> remarks;
    private final SecurityFlagsReader security;
    private final Set<RtcpMux> rtcpMux = EnumSet.noneOf(RtcpMux.class);
    private final Set<Replace> replace = EnumSet.noneOf(Replace.class);
    private final List<String> strip = new ArrayList<>();
    private final List<String> except = new ArrayList<>();
    private final List<String> offer = new ArrayList<>();
    private final List<String> mask = new ArrayList<>();
    private Optional<Boolean> useSipSource = Optional.empty();
    private Optional<Boolean> portLatching = Optional.empty();
    private Optional<Boolean> dropTraffic = Optional.empty();
    private boolean asymmetric;
    private boolean unidirectional;
    private boolean strictSource;
    private boolean mediaHandover;
    private boolean pierceNat;
    private boolean natWait;
    private boolean reset;
    private boolean fragment;
    private boolean generateMid;
    private boolean stripExtmap;
    private boolean noRtcpAttribute;
    private boolean fullRtcpAttribute;
    private boolean loopProtect;
    private boolean originalSendrecv;
    private boolean singleCodec;
    private boolean trickle;
    private boolean debug;

    private SignallingFlagsReader(boolean isOffer, List<String> remarks) {
        this.isOffer = isOffer;
        this.remarks = remarks;
        this.security = new SecurityFlagsReader(remarks);
    }

    static SignallingFlags read(NgDict request, boolean isOffer, List<String> remarks) {
        return new SignallingFlagsReader(isOffer, remarks).collect(request);
    }

    private SignallingFlags collect(NgDict request) {
        request.strings("flags").forEach(this::flag);
        request.strings("replace").forEach(this::replace);
        request.strings("rtcp-mux", "RTCP-mux").forEach(this::rtcpMux);
        request.strings("SDES", "sdes").forEach(security::sdes);
        request.strings("OSRTP", "osrtp").forEach(security::osrtp);
        security.dtls(request);
        request.dict("codec").ifPresent(this::codec);
        request.string("drop-traffic").ifPresent(this::dropTraffic);
        boolean loadLimit = request.strings("supports").contains("load limit");
        return new SignallingFlags(
                new TransportFlags(
                        request.string("transport-protocol", "transport protocol"),
                        rtcpMux,
                        request.string("media-address", "media address"),
                        request.string("address-family", "address family"),
                        firstTwo(request.strings("direction")),
                        receivedFrom(request),
                        useSipSource,
                        trafficClass(request),
                        portLatching,
                        reset),
                new SourceFlags(asymmetric, strictSource, mediaHandover, unidirectional, pierceNat, natWait),
                new SdpFlags(
                        replace,
                        generateMid,
                        stripExtmap,
                        noRtcpAttribute,
                        fullRtcpAttribute,
                        loopProtect,
                        originalSendrecv),
                new CodecFlags(strip, except, offer, mask, singleCodec),
                new IceFlags(
                        request.string("ICE", "ice").flatMap(this::iceTreatment),
                        request.string("ICE-lite", "ice-lite").flatMap(this::iceLite),
                        trickle),
                new CallFlags(
                        dropTraffic,
                        request.string("xmlrpc-callback", "XMLRPC-callback"),
                        debug,
                        loadLimit,
                        fragment),
                security.collect());
    }

    private void flag(String given) {
        String token = given.replace(' ', '-');
        Consumer<SignallingFlagsReader> row = TOKENS.get(token);
        if (row != null) {
            row.accept(this);
            return;
        }
        for (var prefix : PREFIXES.entrySet()) {
            if (token.startsWith(prefix.getKey())) {
                prefix.getValue().accept(this, unescape(given.substring(prefix.getKey().length())));
                return;
            }
        }
        if (LATER_TOKENS.contains(token) || LATER_PREFIXES.stream().anyMatch(token::startsWith)) {
            remarks.add("flag '" + given + "' is not supported by this version and was ignored");
        } else {
            remarks.add("unknown flag '" + given + "' was ignored");
        }
    }

    private void replace(String given) {
        Replace part = REPLACE.get(given.replace(' ', '-'));
        if (part == null) {
            remarks.add("unknown 'replace' value '" + given + "' was ignored");
        } else {
            replace.add(part);
        }
    }

    private void rtcpMux(String given) {
        switch (given) {
            case "offer" -> rtcpMux.add(RtcpMux.OFFER);
            case "require" -> rtcpMux.add(RtcpMux.REQUIRE);
            case "demux" -> rtcpMux.add(RtcpMux.DEMUX);
            case "accept" -> rtcpMux.add(RtcpMux.ACCEPT);
            case "reject" -> rtcpMux.add(RtcpMux.REJECT);
            default -> remarks.add("unknown 'rtcp-mux' value '" + given + "' was ignored");
        }
    }

    private Optional<IceFlags.Treatment> iceTreatment(String given) {
        return switch (given) {
            case "remove" -> Optional.of(IceFlags.Treatment.REMOVE);
            case "force" -> Optional.of(IceFlags.Treatment.FORCE);
            case "optional" -> Optional.of(IceFlags.Treatment.OPTIONAL);
            case "force-relay", "force_relay", "force relay" -> Optional.of(IceFlags.Treatment.FORCE_RELAY);
            case "default" -> Optional.empty();
            default -> {
                remarks.add("unknown 'ICE' value '" + given + "' was ignored");
                yield Optional.empty();
            }
        };
    }

    private Optional<IceFlags.Lite> iceLite(String given) {
        return switch (given) {
            case "off", "none", "no" -> Optional.of(IceFlags.Lite.OFF);
            case "forward", "offer", "fwd", "fw" -> Optional.of(IceFlags.Lite.FORWARD);
            case "backward", "backwards", "reverse", "answer", "back", "bkw", "bk" -> Optional.of(IceFlags.Lite.BACKWARD);
            case "both" -> Optional.of(IceFlags.Lite.BOTH);
            default -> {
                remarks.add("unknown 'ICE-lite' value '" + given + "' was ignored");
                yield Optional.empty();
            }
        };
    }

    private void codec(NgDict codec) {
        codec.entries().keySet().forEach(key -> {
            List<String> names = codec.strings(key).stream().map(SignallingFlagsReader::unescape).toList();
            switch (key) {
                case "strip" -> strip.addAll(names);
                case "except" -> except.addAll(names);
                case "offer" -> offer.addAll(names);
                case "mask" -> names.forEach(this::addMask);
                default -> remarks.add("'codec' operation '" + key + "' is not supported by this version and was ignored");
            }
        });
    }

    private void addMask(String codec) {
        if (isOffer) {
            mask.add(codec);
        }
    }

    /** In codec names {@code --} stands for {@code =}, which some script languages cannot write there. */
    private static String unescape(String codec) {
        return codec.replace("--", "=");
    }

    private void dropTraffic(String given) {
        switch (given) {
            case "start" -> dropTraffic = Optional.of(true);
            case "stop" -> dropTraffic = Optional.of(false);
            default -> remarks.add("unknown 'drop-traffic' value '" + given + "' was ignored");
        }
    }

    private static List<String> firstTwo(List<String> names) {
        return names.size() <= 2 ? names : names.subList(0, 2);
    }

    private static Optional<String> receivedFrom(NgDict request) {
        List<String> pair = request.strings("received from", "received-from");
        return pair.size() == 2 ? Optional.of(pair.get(1)) : Optional.empty();
    }

    private static OptionalInt trafficClass(NgDict request) {
        OptionalLong given = request.integer("TOS");
        if (given.isEmpty() || given.getAsLong() >= TOS_RESET) {
            return OptionalInt.empty();
        }
        return OptionalInt.of((int) Math.max(given.getAsLong(), -1));
    }

}
