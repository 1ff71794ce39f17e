package dev.patchbay.system.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Session descriptions of a party that offers, by lot: first ones, and later ones made by changing the last. */
final class RandomSdp {
    private static final List<String> DIRECTIONS = List.of("sendrecv", "sendonly", "recvonly", "inactive");

    private final Lot lot;
    private final Set<Topic> topics;
    private final int lastByte;
    private int nextPort;

    /** @param lastByte of the party's address: 198.51.100.N or 2001:db8::N */
    RandomSdp(Lot lot, Set<Topic> topics, int lastByte) {
        this.lot = lot;
        this.topics = topics;
        this.lastByte = lastByte;
        nextPort = 2000 + 1000 * lastByte;
    }

    List<String> first() {
        boolean sixth = topics.contains(Topic.ADDRESSES) && lot.oneIn(3);
        List<String> lines = new ArrayList<>(List.of("v=0", "o=" + lot.of("-", "-", "alice") + " " + (10 + lastByte) + " 5 " + in(sixth), "s=" + lot.of("-", "a call")));
        if (topics.contains(Topic.ODD_LINES)) {
            lines.addAll(lot.some(3, "i=information", "u=http://example.com/", "e=alice@example.com", "p=+1 617 555 6011"));
        }
        boolean sessionAddress = !lot.oneIn(4);
        if (sessionAddress) {
            lines.add("c=" + address(sixth));
        }
        if (topics.contains(Topic.ODD_LINES)) {
            lines.addAll(lot.some(3, "b=AS:512", "b=TIAS:64000"));
        }
        lines.add("t=0 0");
        if (topics.contains(Topic.ODD_LINES)) {
            lines.addAll(lot.some(4, "r=7d 1h 0 25h", "k=prompt", "a=tool:by lot", "a=X-unknown", "a=charset:ISO-8859-1"));
        }
        if (topics.contains(Topic.SESSION_LEVEL)) {
            lines.addAll(sessionAttributes());
        }
        int sections = topics.contains(Topic.MANY_SECTIONS) ? lot.number(2, 5) : 1;
        for (int i = 0; i < sections; i++) {
            lines.addAll(section(i, sixth, !sessionAddress || lot.oneIn(5)));
        }
        return lines;
    }

    /** The party's next session description: the same with something changed, sometimes nothing. */
    List<String> next(List<String> last) {
        List<String> lines = new ArrayList<>(last);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("o=") && !lot.oneIn(5)) {
                lines.set(i, line.replaceFirst(" \\d+ IN", " " + lot.number(6, 10) + " IN"));
            } else if (line.startsWith("m=") && lot.oneIn(6)) {
                lines.set(i, line.replaceFirst(" \\d+", " " + (lot.oneIn(3) ? 0 : port())));
            } else if (line.startsWith("c=IN IP4") && lot.oneIn(6)) {
                lines.set(i, "c=IN IP4 " + lot.of("0.0.0.0", "198.51.100." + lastByte, "198.51.100.99"));
            } else if (line.startsWith("a=") && DIRECTIONS.contains(line.substring(2)) && lot.oneIn(2)) {
                lines.set(i, "a=" + lot.of(DIRECTIONS));
            } else if (line.startsWith("a=ice-ufrag:") && lot.oneIn(6)) {
                lines.set(i, "a=ice-ufrag:" + lot.of("efgh", "ijkl"));
            } else if (line.startsWith("a=") && !line.matches("a=(setup|fingerprint):.*") && lot.oneIn(30)) {
                lines.remove(i--);
            }
        }
        if (lot.oneIn(6)) {
            lines.addAll(section(9, false, true));
        }
        return lines;
    }

    private List<String> sessionAttributes() {
        List<String> lines = new ArrayList<>();
        if (lot.oneIn(3)) {
            lines.add("a=" + lot.of(DIRECTIONS));
        }
        if (topics.contains(Topic.MANY_SECTIONS)) {
            lines.addAll(lot.some(3, "a=group:BUNDLE 0 1", "a=group:LS 0 1", "a=group:BUNDLE 0 1 2", "a=msid-semantic: WMS *"));
        }
        if (topics.contains(Topic.ICE)) {
            // Not a=ice-options:trickle, which rtpengine does not see there (42-ice-trickle-session).
            lines.addAll(lot.some(2, "a=ice-lite"));
            if (lot.oneIn(2)) {
                lines.addAll(List.of("a=ice-ufrag:sess", "a=ice-pwd:0123456789012345678901"));
            }
        }
        if (topics.contains(Topic.DTLS) && lot.oneIn(2)) {
            lines.addAll(List.of(fingerprint(), "a=setup:" + lot.of("actpass", "active", "passive")));
        }
        lines.addAll(lot.some(4, "a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level", "a=extmap-allow-mixed", "a=X-session:1"));
        lot.shuffle(lines);
        return lines;
    }

    private List<String> section(int index, boolean sixth, boolean ownAddress) {
        String kind = index == 0 ? "audio" : lot.of("audio", "video", "video", "image", "message", "application");
        List<String> lines = new ArrayList<>();
        String zero = lot.oneIn(12) ? "0" : String.valueOf(port());
        switch (kind) {
            case "image" -> lines.add("m=image " + zero + " " + lot.of("udptl", "UDPTL") + " t38");
            case "message" -> lines.add("m=message " + zero + " TCP/MSRP *");
            case "application" -> lines.add("m=application " + zero + " " + lot.of("UDP/BFCP *", "UDP/DTLS/SCTP webrtc-datachannel", "TCP/BFCP *"));
            default -> lines.add("m=" + kind + " " + zero + (lot.oneIn(25) ? "/2" : "") + " " + profile() + " " + formats(kind));
        }
        if (ownAddress) {
            lines.add("c=" + address(sixth));
        }
        if (topics.contains(Topic.ODD_LINES)) {
            lines.addAll(lot.some(4, "b=AS:64", "k=clear:key"));
        }
        List<String> attributes = attributes(kind, index, lines.getFirst(), sixth);
        if (topics.contains(Topic.ODD_LINES)) {
            lot.shuffle(attributes);
        }
        lines.addAll(attributes);
        return lines;
    }

    private List<String> attributes(String kind, int index, String mediaLine, boolean sixth) {
        List<String> lines = new ArrayList<>();
        if (kind.equals("audio") || kind.equals("video")) {
            lines.addAll(codecAttributes(mediaLine));
        } else if (kind.equals("image")) {
            lines.addAll(lot.some(2, "a=T38FaxVersion:0", "a=T38MaxBitRate:14400", "a=T38FaxUdpEC:t38UDPRedundancy"));
        }
        boolean directions = topics.contains(Topic.DIRECTIONS) || lot.oneIn(4);
        if (directions && !lot.oneIn(4)) {
            lines.add("a=" + lot.of(DIRECTIONS));
        }
        if (topics.contains(Topic.MULTIPLEXING)) {
            lines.addAll(lot.some(2, "a=rtcp-mux", "a=rtcp:" + port()));
            lines.addAll(lot.some(5, "a=rtcp:" + port() + " " + in(sixth), "a=rtcp-rsize"));
        }
        if (topics.contains(Topic.MANY_SECTIONS) && !kind.equals("message") && !lot.oneIn(3)) {
            lines.add("a=mid:" + index);
        }
        if (topics.contains(Topic.CODECS)) {
            lines.addAll(lot.some(4, "a=ptime:20", "a=maxptime:40"));
        }
        if (topics.contains(Topic.SDES) && mediaLine.contains("RTP/") && !lot.oneIn(4)) {
            lines.addAll(cryptoAttributes());
        }
        if (topics.contains(Topic.DTLS) && lot.oneIn(2)) {
            // rtpengine takes holdconn for an opportunistic offer (39-osrtp-holdconn).
            String other = mediaLine.contains("SAVP") ? "holdconn" : "actpass";
            lines.addAll(List.of(fingerprint(), "a=setup:" + lot.of("actpass", "active", "passive", other)));
        }
        if (topics.contains(Topic.ICE) && !lot.oneIn(4)) {
            lines.addAll(iceAttributes());
        }
        if (topics.contains(Topic.ODD_LINES)) {
            lines.addAll(lot.some(4, "a=ssrc:1234 cname:abc", "a=X-odd:value with blanks", "a=silenceSupp:off - - - -", "a=label:main", "a=sqn: 0",
                    "a=extmap:3 http://example.com/ext", "a=msid:stream track", "a=quality:0", "a=framerate:15"));
        }
        return lines;
    }

    private List<String> codecAttributes(String mediaLine) {
        List<String> lines = new ArrayList<>();
        String formats = mediaLine.substring(mediaLine.indexOf("RTP/"));
        for (String format : formats.substring(formats.indexOf(' ') + 1).split(" ")) {
            switch (format) {
                case "0" -> lines.addAll(lot.some(2, "a=rtpmap:0 PCMU/8000"));
                case "8" -> lines.addAll(lot.some(2, "a=rtpmap:8 PCMA/8000"));
                case "9" -> lines.addAll(lot.some(2, "a=rtpmap:9 G722/8000"));
                case "96" -> lines.addAll(List.of("a=rtpmap:96 opus/48000/2", "a=fmtp:96 useinbandfec=1"));
                case "97" -> lines.addAll(List.of("a=rtpmap:97 VP8/90000"));
                case "98" -> lines.addAll(List.of("a=rtpmap:98 H264/90000", "a=fmtp:98 profile-level-id=42e01f;packetization-mode=1"));
                case "101" -> lines.addAll(List.of("a=rtpmap:101 telephone-event/8000", "a=fmtp:101 " + lot.of("0-15", "0-16")));
                default -> lines.addAll(List.of());
            }
        }
        if (topics.contains(Topic.CODECS)) {
            lines.addAll(lot.some(4, "a=rtcp-fb:97 nack", "a=rtcp-fb:97 nack pli", "a=rtcp-fb:* ccm fir"));
        }
        return lines;
    }

    private List<String> cryptoAttributes() {
        List<String> lines = new ArrayList<>();
        int tag = 1;
        for (String suite : lot.some(2, "AES_CM_128_HMAC_SHA1_80", "AES_CM_128_HMAC_SHA1_32", "AEAD_AES_128_GCM", "AES_256_CM_HMAC_SHA1_80", "F8_128_HMAC_SHA1_80")) {
            int length = suite.startsWith("AEAD") ? 28 : suite.startsWith("AES_256") ? 46 : 30;
            lines.add("a=crypto:" + tag++ + " " + suite + " inline:" + lot.key(length) + lot.of("", "", "|2^31") + lot.of("", "", "", " UNENCRYPTED_SRTCP"));
            tag += lot.oneIn(5) ? 1 : 0;
        }
        return lines;
    }

    private List<String> iceAttributes() {
        List<String> lines = new ArrayList<>(List.of("a=ice-ufrag:abcd", "a=ice-pwd:0123456789012345678901"));
        String host = "198.51.100." + lastByte;
        lines.addAll(lot.some(2, "a=candidate:1 1 UDP 2130706431 " + host + " 2500 typ host", "a=candidate:1 2 UDP 2130706430 " + host + " 2501 typ host",
                "a=candidate:2 1 UDP 1694498815 203.0.113.9 2600 typ srflx raddr " + host + " rport 2500",
                "a=candidate:3 1 tcp 1518280447 " + host + " 9 typ host tcptype active"));
        lines.addAll(lot.some(5, "a=ice-options:trickle", "a=end-of-candidates", "a=ice-lite"));
        return lines;
    }

    private String profile() {
        if (topics.contains(Topic.SDES) && !lot.oneIn(4)) {
            return lot.of("RTP/SAVP", "RTP/SAVP", "RTP/SAVPF", "RTP/AVP");
        }
        if (topics.contains(Topic.DTLS) && !lot.oneIn(4)) {
            return lot.of("UDP/TLS/RTP/SAVPF", "UDP/TLS/RTP/SAVPF", "UDP/TLS/RTP/SAVP", "RTP/SAVPF");
        }
        return topics.contains(Topic.PROFILES) ? lot.of("RTP/AVP", "RTP/AVPF", "RTP/AVP") : "RTP/AVP";
    }

    private String formats(String kind) {
        List<String> formats = kind.equals("video") ? lot.some(2, "97", "98") : lot.some(2, "0", "8", "9", "96", "101");
        if (formats.isEmpty() || formats.equals(List.of("101"))) {
            formats = new ArrayList<>(List.of(kind.equals("video") ? "97" : "8"));
        }
        if (lot.oneIn(3)) {
            lot.shuffle(formats);
        }
        return String.join(" ", formats);
    }

    private static String fingerprint() {
        return "a=fingerprint:sha-256 " + "AB:".repeat(31) + "AB";
    }

    private int port() {
        nextPort += 2;
        return nextPort;
    }

    private String address(boolean sixth) {
        if (topics.contains(Topic.DIRECTIONS) && lot.oneIn(6)) {
            return sixth ? "IN IP6 ::" : "IN IP4 0.0.0.0";
        }
        return in(sixth);
    }

    private String in(boolean sixth) {
        return sixth ? "IN IP6 2001:db8::" + lastByte : "IN IP4 198.51.100." + lastByte;
    }
}
