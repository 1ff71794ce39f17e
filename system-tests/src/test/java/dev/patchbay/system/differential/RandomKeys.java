package dev.patchbay.system.differential;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keys and flags of offers and answers, by lot, for the topics of a conversation. */
final class RandomKeys {
    private static final Set<String> OFFERED_ONLY = Set.of("address family", "address-family", "direction");

    private final Lot lot;
    private final Set<Topic> topics;
    /** Where rtpengine keeps to what the first offer asked for: the same in all requests of a conversation. */
    private final Map<String, Object> lasting = new LinkedHashMap<>();
    private final boolean ownVersion;
    private final boolean generatesMid;

    RandomKeys(Lot lot, Set<Topic> topics) {
        this.lot = lot;
        this.topics = topics;
        ownVersion = topics.contains(Topic.REPLACE) && lot.oneIn(2);
        generatesMid = lot.oneIn(6);
        if (topics.contains(Topic.MULTIPLEXING) && lot.oneIn(2)) {
            lasting.put("rtcp-mux", List.of(lot.of("offer", "require", "accept", "reject")));
        }
        if (topics.contains(Topic.ADDRESSES)) {
            addresses();
        }
        if (topics.contains(Topic.SDES)) {
            sdes();
        }
        if (topics.contains(Topic.DTLS)) {
            dtls();
        }
    }

    /** Keys beside tags and the session description. */
    Map<String, Object> next(boolean offer) {
        Map<String, Object> keys = new LinkedHashMap<>();
        List<String> flags = new ArrayList<>();
        if (topics.contains(Topic.REPLACE)) {
            replace(keys, flags);
        }
        if (topics.contains(Topic.ADDRESSES)) {
            addresses(keys, flags);
        }
        if (topics.contains(Topic.DIRECTIONS) && lot.oneIn(3)) {
            flags.add("original sendrecv");
        }
        if (topics.contains(Topic.MULTIPLEXING)) {
            multiplexing(flags);
        }
        if (topics.contains(Topic.CODECS)) {
            codecs(keys, flags, offer);
        }
        if (topics.contains(Topic.PROFILES) && lot.oneIn(2)) {
            keys.put(lot.of("transport-protocol", "transport protocol"), profile(offer));
        }
        lasting.forEach((key, value) -> {
            if (offer || !OFFERED_ONLY.contains(key)) {
                keys.put(key, value);
            }
        });
        if (topics.contains(Topic.ICE)) {
            ice(keys, flags);
        }
        flags.addAll(lot.some(40, "symmetric", "asymmetric", "strict source", "media handover", "unidirectional", "pierce NAT", "NAT-wait", "debug",
                "no-such-flag", "port latching", "no port latching", "reset", "loop protect", "strip extmap"));
        if (generatesMid) {
            flags.add("generate mid");
        }
        if (!flags.isEmpty()) {
            keys.put("flags", flags);
        }
        if (lot.oneIn(12)) {
            keys.put("label", lot.of("left", "right"));
        }
        return keys;
    }

    private void replace(Map<String, Object> keys, List<String> flags) {
        List<String> parts = lot.some(3, "origin", "session connection", "session-name", "username", "zero address");
        if (ownVersion) {
            parts.add("SDP version");
        }
        if (!parts.isEmpty()) {
            keys.put("replace", parts);
        }
        flags.addAll(lot.some(6, "trust address", "loop protect", "strip extmap"));
    }

    private void addresses(Map<String, Object> keys, List<String> flags) {
        if (lot.oneIn(5)) {
            keys.put(lot.of("received from", "received-from"), lot.of(List.of(List.of("IP4", "198.51.100.200"), List.of("IP6", "2001:db8::200"))));
            flags.addAll(lot.some(3, "SIP source address"));
        }
        flags.addAll(lot.some(5, "trust address", "port latching", "no port latching"));
    }

    private void addresses() {
        if (lot.oneIn(3)) {
            lasting.put(lot.of("address family", "address-family"), lot.of("IP4", "IP6"));
        }
        if (lot.oneIn(4)) {
            // Two: with another number of them rtpengine may choose an interface that cannot reach the party (15-family-one-direction).
            lasting.put("direction", lot.of(List.of(
                    List.of("default", "second"), List.of("second", "default"), List.of("adv", "default"), List.of("default", "adv"),
                    List.of("internal", "external"), List.of("external", "internal"), List.of("nowhere", "second"))));
        }
        if (lot.oneIn(6)) {
            lasting.put(lot.of("media address", "media-address"), lot.of("203.0.113.77", "2001:db8::77"));
        }
    }

    private void multiplexing(List<String> flags) {
        flags.addAll(lot.some(6, "no rtcp attribute", "full rtcp attribute"));
    }

    private void codecs(Map<String, Object> keys, List<String> flags, boolean offer) {
        Map<String, Object> codec = new LinkedHashMap<>();
        for (String what : List.of("strip", "except", "offer")) {
            if (offer && lot.oneIn(3)) {
                List<String> names = lot.some(4, "PCMA", "PCMU", "G722", "opus", "opus/48000", "opus/48000/2", "telephone-event", "VP8", "GSM", "pcmu");
                if (what.equals("strip")) {
                    names.addAll(lot.some(5, "all"));
                }
                if (!names.isEmpty()) {
                    codec.put(what, names);
                }
            }
        }
        if (!codec.isEmpty()) {
            keys.put("codec", codec);
        }
        if (offer) {
            flags.addAll(lot.some(8, "codec-strip-PCMA", "codec-offer-PCMU", "codec-except-G722", "codec-strip-all"));
        }
    }

    private String profile(boolean offer) {
        return offer
                ? lot.of("RTP/AVP", "RTP/AVPF", "RTP/SAVP", "RTP/SAVPF", "UDP/TLS/RTP/SAVP", "UDP/TLS/RTP/SAVPF", "rtp/savp", "RTP/UNKNOWN")
                : lot.of("accept", "RTP/AVP", "RTP/AVPF", "RTP/SAVP");
    }

    private void sdes() {
        List<String> options = lot.some(7, "off", "unencrypted_srtp", "unencrypted_srtcp", "unauthenticated_srtp", "UNENCRYPTED_SRTCP", "pad",
                "lifetime", "no-AES_CM_128_HMAC_SHA1_80", "no-AEAD_AES_256_GCM", "no-AES_192_CM_HMAC_SHA1_32", "no-F8_128_HMAC_SHA1_80");
        if (!options.isEmpty()) {
            lasting.put("SDES", options);
        }
        if (lot.oneIn(6)) {
            lasting.put("OSRTP", List.of(lot.of("offer", "accept")));
        }
        if (lot.oneIn(3)) {
            lasting.put("DTLS", "off");
        }
    }

    private void dtls() {
        if (lot.oneIn(3)) {
            lasting.put("DTLS", lot.of("off", "passive", "active", "no"));
        }
        if (lot.oneIn(6)) {
            lasting.put("DTLS-reverse", lot.of("passive", "active"));
        }
        if (lot.oneIn(6)) {
            lasting.put("DTLS-fingerprint", lot.of("sha-1", "SHA-256", "sha-384", "SHA-512"));
        }
        if (lot.oneIn(2) && !lasting.containsKey("SDES")) {
            lasting.put("SDES", List.of("off"));
        }
    }

    private void ice(Map<String, Object> keys, List<String> flags) {
        if (lot.oneIn(2)) {
            keys.put(lot.of("ICE", "ice"), lot.of("remove", "force", "default"));
        }
        if (lot.oneIn(6)) {
            keys.put("ICE-lite", lot.of("forward", "backward", "both", "off"));
        }
        flags.addAll(lot.some(8, "trickle ICE", "reset"));
    }
}
