package dev.patchbay.rtppwire;

import dev.patchbay.net.IpAddress;
import dev.patchbay.net.TransportAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads one request line. Words are separated by white space, a line end may follow; the cookie begins with the first
 * character. Every limit of length is the datagram's.
 */
public final class RtppRequestParser {

    /** A port or a media number has no more digits than this. */
    private static final int MAX_DIGITS = 5;

    private static final int MAX_PORT = 65_535;

    /** cookie, U, call-id, address, port, from-tag, to-tag: more words are ignored. */
    private static final int MAX_WORDS = 16;

    private RtppRequestParser() {}

    /**
     * @param line the datagram as an octet string
     * @return empty when there is no cookie to answer to
     */
    public static Optional<RtppRequest> parse(String line) {
        if (line.isEmpty() || isSpace(line.charAt(0))) {
            return Optional.empty();
        }
        List<String> words = split(line);
        String cookie = words.getFirst();
        return Optional.of(new RtppRequest(cookie, command(words.subList(1, words.size()))));
    }

    private static RtppCommand command(List<String> words) {
        if (words.isEmpty()) {
            return new RtppCommand.Unknown();
        }
        String first = words.getFirst();
        RtppModifiers modifiers = new RtppModifiers(first.substring(1));
        List<String> arguments = words.subList(1, words.size());
        return switch (Character.toUpperCase(first.charAt(0))) {
            case 'U', 'L' -> endpointCommand(Character.toUpperCase(first.charAt(0)), modifiers, arguments);
            case 'D', 'Q' -> tagCommand(Character.toUpperCase(first.charAt(0)), modifiers, arguments);
            case 'V' -> versionCommand(modifiers, arguments);
            default -> new RtppCommand.Unknown();
        };
    }

    private static RtppCommand endpointCommand(char letter, RtppModifiers modifiers, List<String> arguments) {
        if (arguments.size() < 3) {
            return new RtppCommand.Unknown();
        }
        String address = arguments.get(1);
        Optional<IpAddress> ip = IpAddress.parse(address);
        OptionalInt port = number(arguments.get(2));
        Optional<RtppTag> fromTag = arguments.size() > 3 ? numberedTag(arguments.get(3)) : Optional.empty();
        Optional<RtppTag> toTag = arguments.size() > 4 ? numberedTag(arguments.get(4)) : Optional.empty();
        boolean isReadable = port.isPresent()
                && port.getAsInt() <= MAX_PORT
                && fromTag.isPresent()
                && (arguments.size() == 4 || toTag.isPresent());
        if (isReadable && ip.isEmpty() && isDigitsAndDots(address)) {
            return new RtppCommand.Unknown(); // rtpengine: taken for an IPv4 address, which then fails
        }
        if (!isReadable || ip.isEmpty()) {
            return new RtppCommand.UnreadableEndpoint(address, arguments.get(2));
        }
        CallAndBranch call = callAndBranch(arguments.getFirst());
        TransportAddress endpoint = new TransportAddress(ip.get(), port.getAsInt());
        return letter == 'U'
                ? new RtppCommand.Update(modifiers, call.callId, call.viaBranch, endpoint, fromTag.get(), toTag)
                : new RtppCommand.Lookup(modifiers, call.callId, call.viaBranch, endpoint, fromTag.get(), toTag);
    }

    private static RtppCommand tagCommand(char letter, RtppModifiers modifiers, List<String> arguments) {
        if (arguments.size() < 2 || arguments.size() > 3) {
            return new RtppCommand.Unknown();
        }
        CallAndBranch call = callAndBranch(arguments.getFirst());
        RtppTag fromTag = tag(arguments.get(1));
        Optional<RtppTag> toTag = arguments.size() > 2 ? Optional.of(tag(arguments.get(2))) : Optional.empty();
        return letter == 'D'
                ? new RtppCommand.Delete(modifiers, call.callId, call.viaBranch, fromTag, toTag)
                : new RtppCommand.Query(modifiers, call.callId, call.viaBranch, fromTag, toTag);
    }

    private static RtppCommand versionCommand(RtppModifiers modifiers, List<String> arguments) {
        boolean asksFeature = modifiers.letters().toUpperCase(Locale.ROOT).startsWith("F");
        if (asksFeature && arguments.size() == 1) {
            return new RtppCommand.Feature(arguments.getFirst());
        }
        return !asksFeature && arguments.isEmpty() ? new RtppCommand.Version() : new RtppCommand.Unknown();
    }

    private record CallAndBranch(String callId, Optional<String> viaBranch) {}

    private static CallAndBranch callAndBranch(String word) {
        int semicolon = word.indexOf(';', 1);
        return semicolon < 0
                ? new CallAndBranch(word, Optional.empty())
                : new CallAndBranch(
                        word.substring(0, semicolon),
                        Optional.of(word.substring(semicolon + 1)).filter(branch -> !branch.isEmpty()));
    }

    /** A tag with or without a number; a semicolon that no number follows belongs to the tag. */
    private static RtppTag tag(String word) {
        return numberedTag(word).orElseGet(() -> new RtppTag(word, OptionalInt.empty()));
    }

    private static Optional<RtppTag> numberedTag(String word) {
        int semicolon = word.lastIndexOf(';');
        OptionalInt number = semicolon < 1 ? OptionalInt.empty() : number(word.substring(semicolon + 1));
        return number.isEmpty() ? Optional.empty() : Optional.of(new RtppTag(word.substring(0, semicolon), number));
    }

    private static OptionalInt number(String digits) {
        if (digits.isEmpty() || digits.length() > MAX_DIGITS) {
            return OptionalInt.empty();
        }
        int number = 0;
        for (int i = 0; i < digits.length(); i++) {
            char digit = digits.charAt(i);
            if (digit < '0' || digit > '9') {
                return OptionalInt.empty();
            }
            number = number * 10 + (digit - '0');
        }
        return OptionalInt.of(number);
    }

    private static boolean isDigitsAndDots(String word) {
        return word.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    private static List<String> split(String line) {
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int at = 0; at <= line.length() && words.size() < MAX_WORDS; at++) {
            if (at == line.length() || isSpace(line.charAt(at))) {
                if (at > start) {
                    words.add(line.substring(start, at));
                }
                start = at + 1;
            }
        }
        return words;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }
}
