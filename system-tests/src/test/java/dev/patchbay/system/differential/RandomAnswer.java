package dev.patchbay.system.differential;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** Answers to what a relay has offered, by lot, mostly such as a well-behaved phone gives. */
final class RandomAnswer {
    private static final List<String> DIRECTIONS = List.of("a=sendrecv", "a=sendonly", "a=recvonly", "a=inactive");

    private final Lot lot;
    private final int lastByte;
    private int nextPort;

    /** @param lastByte of the party's address */
    RandomAnswer(Lot lot, int lastByte) {
        this.lot = lot;
        this.lastByte = lastByte;
        nextPort = 2000 + 1000 * lastByte;
    }

    /** @param offer lines of the offer as the relay passed it on */
    List<String> to(List<String> offer) {
        boolean sixth = offer.stream().anyMatch(line -> line.startsWith("c=IN IP6"));
        String address = sixth ? "IN IP6 2001:db8::" + lastByte : "IN IP4 198.51.100." + lastByte;
        List<String> lines = new ArrayList<>(List.of("v=0", "o=- " + lastByte + " 1 " + address, "s=-", "c=" + address, "t=0 0"));
        int start = firstSection(offer, 0);
        List<String> session = offer.subList(0, start);
        while (start < offer.size()) {
            int end = firstSection(offer, start + 1);
            lines.addAll(section(offer.subList(start, end), session));
            start = end;
        }
        return lines;
    }

    private List<String> section(List<String> offered, List<String> session) {
        List<String> lines = new ArrayList<>();
        String[] words = offered.getFirst().split(" ");
        boolean rejected = words[1].equals("0") || lot.oneIn(15);
        List<String> formats = new ArrayList<>(List.of(words).subList(3, words.length));
        if (words[2].toUpperCase(Locale.ROOT).contains("RTP/") && formats.size() > 1 && lot.oneIn(2)) {
            formats.removeIf(format -> formats.size() > 1 && lot.oneIn(2));
        }
        nextPort += 2;
        lines.add(words[0] + " " + (rejected ? "0" : nextPort) + " " + words[2] + " " + String.join(" ", formats));
        if (rejected && lot.oneIn(2)) {
            return lines;
        }
        boolean multiplexed = offered.contains("a=rtcp-mux") && !lot.oneIn(3);
        boolean keyed = false;
        List<String> cryptos = offered.stream().filter(line -> line.startsWith("a=crypto:")).toList();
        // Nobody accepts SRTP without keys; rtpengine offers such a party no DTLS again.
        boolean others = offered.stream().anyMatch(line -> line.startsWith("a=setup:")) || !words[2].contains("SAVP");
        if (!cryptos.isEmpty() && !(others && lot.oneIn(4))) {
            keyed = true;
            String[] crypto = lot.of(cryptos).split(" ");
            int length = Base64.getDecoder().decode(padded(crypto[2].replaceFirst("inline:", "").replaceFirst("\\|.*", ""))).length;
            String[] copy = crypto.clone();
            copy[2] = "inline:" + lot.key(length);
            lines.add(String.join(" ", copy));
        }
        for (String line : offered) {
            String format = line.replaceFirst("a=(rtpmap|fmtp|rtcp-fb):", "").split(" ")[0];
            if (line.matches("a=(rtpmap|fmtp|rtcp-fb):.*") && formats.contains(format) || line.startsWith("a=mid:") && !lot.oneIn(10)) {
                lines.add(line);
            } else if (DIRECTIONS.contains(line) && !lot.oneIn(6)) {
                lines.add(lot.oneIn(5) ? lot.of(DIRECTIONS) : mirrored(line));
            } else if (line.startsWith("a=setup:") && (!keyed || lot.oneIn(4))) {
                lines.add("a=setup:" + (line.endsWith("actpass") ? lot.of("active", "active", "passive") : line.endsWith("active") ? "passive" : "active"));
                lines.add("a=fingerprint:sha-256 " + "CD:".repeat(31) + "CD");
            }
        }
        if (multiplexed) {
            lines.add("a=rtcp-mux");
        } else if (lot.oneIn(3) && offered.stream().anyMatch(line -> line.startsWith("a=rtcp:"))) {
            lines.add("a=rtcp:" + (nextPort + 1));
        }
        boolean ice = offered.stream().anyMatch(line -> line.startsWith("a=ice-ufrag:")) || session.stream().anyMatch(line -> line.startsWith("a=ice-ufrag:"));
        if (ice && !lot.oneIn(4)) {
            lines.addAll(List.of("a=ice-ufrag:wxyz", "a=ice-pwd:abcdefghijabcdefghijab"));
            lines.add("a=candidate:1 1 UDP 2130706431 198.51.100." + lastByte + " " + nextPort + " typ host");
            if (!multiplexed) {
                lines.add("a=candidate:1 2 UDP 2130706430 198.51.100." + lastByte + " " + (nextPort + 1) + " typ host");
            }
        }
        return lines;
    }

    private static String mirrored(String direction) {
        return switch (direction) {
            case "a=sendonly" -> "a=recvonly";
            case "a=recvonly" -> "a=sendonly";
            default -> direction;
        };
    }

    private static String padded(String key) {
        return key + "=".repeat((4 - key.length() % 4) % 4);
    }

    private static int firstSection(List<String> lines, int from) {
        int next = from;
        while (next < lines.size() && !lines.get(next).startsWith("m=")) {
            next++;
        }
        return next;
    }
}
