package dev.patchbay.system.call;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks into session descriptions as the user agents got them, by plain text search. */
final class SdpText {
    private static final Pattern CONNECTION = Pattern.compile("(?m)^c=IN IP[46] (\\S+)");
    private static final Pattern AUDIO = Pattern.compile("(?m)^m=audio (\\d+) ");
    private static final Pattern DIRECTION = Pattern.compile("(?m)^a=(sendrecv|sendonly|recvonly|inactive)\\b");

    private SdpText() {}

    /** Where the first audio section of a message wants its media. */
    static InetSocketAddress audio(String message) {
        return new InetSocketAddress(first(CONNECTION, message), Integer.parseInt(first(AUDIO, message)));
    }

    static String direction(String message) {
        return first(DIRECTION, message);
    }

    private static String first(Pattern pattern, String message) {
        Matcher matcher = pattern.matcher(message);
        if (!matcher.find()) {
            throw new AssertionError("no " + pattern + " in:\n" + message);
        }
        return matcher.group(1);
    }
}
