package dev.patchbay.call;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Session descriptions as phones send them, and what tests look for in those that come back. */
final class Sdp {

    private static final Pattern MEDIA_PORT = Pattern.compile("(?m)^m=\\S+ (\\d+)");

    private Sdp() {}

    /** One audio section, both ways. */
    static String audio(String ip, int port) {
        return session(ip, media("audio", port));
    }

    /** One audio section with more lines, each ended by CRLF. */
    static String audio(String ip, int port, String moreLines) {
        return session(ip, media("audio", port) + moreLines);
    }

    static String session(String ip, String media) {
        return "v=0\r\no=- 1 1 IN IP4 " + ip + "\r\ns=-\r\nc=IN IP4 " + ip + "\r\nt=0 0\r\n" + media;
    }

    static String media(String type, int port) {
        return "m=" + type + " " + port + " RTP/AVP 0\r\n";
    }

    /** The ports of all m-lines. */
    static List<Integer> ports(String sdp) {
        List<Integer> ports = new ArrayList<>();
        Matcher matcher = MEDIA_PORT.matcher(sdp);
        while (matcher.find()) {
            ports.add(Integer.parseInt(matcher.group(1)));
        }
        return ports;
    }

    /** The port of the first m-line. */
    static int port(String sdp) {
        return ports(sdp).getFirst();
    }
}
