package dev.patchbay.golden;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The real values behind {@code P1}, {@code P2}, …, {@code INSTANCE} and the words of {@link RandomWords} in one run of a case.
 *
 * <p>A port is told by its number and the address written with it, because every relay address has its own ports; with a zero
 * address (media on hold) only by its number. Not thread safe.
 */
final class Placeholders {
    private static final Pattern NUMBER = Pattern.compile("\\b4[01]\\d{3}\\b");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\bP(\\d+)(\\+1)?(?![\\w+])|\\bINSTANCE\\b");
    /** An ICE candidate brings its address along. */
    private static final Pattern CANDIDATE = Pattern.compile("^(a=candidate:\\S+ \\d+ \\S+ \\d+ )(\\S+) (4[01]\\d{3})\\b");
    /** A relay's mark; cases name foreign relays {@code other-…}. */
    private static final Pattern INSTANCE = Pattern.compile("(?m)^a=rtpengine:(?!other-)(\\S+)");
    private static final List<String> ZERO_ADDRESSES = List.of("0.0.0.0", "::");

    private static final Pattern KEY = Pattern.compile("(?m)^(a=crypto:\\d+ \\S+ inline:)([A-Za-z0-9+/]+)");

    /** A fingerprint of a case repeats one byte; any other is the relay's. */
    private static final Pattern FINGERPRINT =
            Pattern.compile("(?m)^(a=fingerprint:\\S+ )(?!([0-9A-Fa-f]{2})(:\\2)+$)([0-9A-F]{2}(:[0-9A-F]{2})+)$");

    private record Port(String address, int number) {}

    private final Map<Port, Integer> indexByPort = new HashMap<>();
    private final List<Port> portByIndex = new ArrayList<>();
    private final Set<String> givenKeys = new HashSet<>();
    private final List<String> relayKeys = new ArrayList<>();
    private final RandomWords words = new RandomWords();
    private Optional<String> instance = Optional.empty();

    /** Replaces placeholders by the values they stand for; unknown ones stay. */
    String fill(String text) {
        KEY.matcher(text).results().forEach(match -> givenKeys.add(match.group(2)));
        return PLACEHOLDER.matcher(words.fill(text)).replaceAll(match -> {
            if (match.group().equals("INSTANCE")) {
                return instance.orElse("INSTANCE");
            }
            int index = Integer.parseInt(match.group(1));
            if (index < 1 || index > portByIndex.size()) {
                return match.group();
            }
            return String.valueOf(portByIndex.get(index - 1).number() + (match.group(2) == null ? 0 : 1));
        });
    }

    /** The session description with placeholders instead of what they stand for, and with its line ends made visible. */
    String insertInto(String sdp) {
        String text = INSTANCE.matcher(withoutFingerprint(withoutKeys(words.insertInto(visibleLineEnds(sdp))))).replaceAll(match -> {
            instance = Optional.of(match.group(1));
            return "a=rtpengine:INSTANCE";
        });
        List<String> lines = text.lines().toList();
        StringBuilder out = new StringBuilder();
        String sessionAddress = "";
        int next = 0;
        while (next < lines.size()) {
            int end = endOfSection(lines, next);
            boolean media = lines.get(next).startsWith("m=");
            String sectionAddress = addressIn(lines.subList(next, end)).orElse(media ? sessionAddress : "");
            if (!media) {
                sessionAddress = sectionAddress;
            }
            for (String line : lines.subList(next, end)) {
                Matcher candidate = CANDIDATE.matcher(line);
                if (candidate.find()) {
                    String address = candidate.group(2);
                    String port = candidate.group(3);
                    out.append(line.replace(" " + port, " " + of(address, Integer.parseInt(port)))).append('\n');
                    continue;
                }
                boolean mayHoldPort = line.startsWith("m=") || line.startsWith("a=rtcp:");
                out.append(mayHoldPort ? NUMBER.matcher(line).replaceAll(match -> of(sectionAddress, Integer.parseInt(match.group()))) : line).append('\n');
            }
            next = end;
        }
        return out.toString();
    }

    /** Keys that a request of the case brought stay; those of the relay become {@code K1}, {@code K2}, …, padding left in place. */
    private String withoutKeys(String sdp) {
        return KEY.matcher(sdp).replaceAll(match -> {
            String key = match.group(2);
            if (givenKeys.contains(key)) {
                return match.group();
            }
            if (!relayKeys.contains(key)) {
                relayKeys.add(key);
            }
            return match.group(1) + "K" + (relayKeys.indexOf(key) + 1);
        });
    }

    private static String withoutFingerprint(String sdp) {
        return FINGERPRINT.matcher(sdp).replaceAll(match -> match.group(1) + "FINGERPRINT-" + match.group(4).length());
    }

    /** The placeholder of a relay port, a new one when it was not seen before; the number itself when it is outside the relay's range. */
    String of(String address, int number) {
        if (number < GoldenRun.PORT_MIN || number > GoldenRun.PORT_MAX) {
            return String.valueOf(number);
        }
        Optional<Integer> even = (number & 1) == 0 ? Optional.empty() : indexOf(address, number - 1);
        if (even.isPresent()) {
            return "P" + even.get() + "+1";
        }
        return "P" + indexOf(address, number).orElseGet(() -> {
            Port port = new Port(address, number);
            portByIndex.add(port);
            indexByPort.put(port, portByIndex.size());
            return portByIndex.size();
        });
    }

    private Optional<Integer> indexOf(String address, int number) {
        if (!ZERO_ADDRESSES.contains(address)) {
            return Optional.ofNullable(indexByPort.get(new Port(address, number)));
        }
        return portByIndex.stream().filter(port -> port.number() == number).findFirst().map(indexByPort::get);
    }

    private static int endOfSection(List<String> lines, int start) {
        int end = start + 1;
        while (end < lines.size() && !lines.get(end).startsWith("m=") && !lines.get(end).startsWith("v=")) {
            end++;
        }
        return end;
    }

    private static Optional<String> addressIn(List<String> section) {
        return section.stream().filter(line -> line.startsWith("c=IN IP")).findFirst().map(line -> line.replace("<LF>", "").substring(line.lastIndexOf(' ') + 1));
    }

    private static String visibleLineEnds(String sdp) {
        StringBuilder out = new StringBuilder();
        int start = 0;
        while (start < sdp.length()) {
            int end = sdp.indexOf('\n', start);
            if (end < 0) {
                return out.append(sdp, start, sdp.length()).append("<END>\n").toString();
            }
            if (end > start && sdp.charAt(end - 1) == '\r') {
                out.append(sdp, start, end - 1).append('\n');
            } else {
                out.append(sdp, start, end).append("<LF>\n");
            }
            start = end + 1;
        }
        return out.toString();
    }
}
