package dev.patchbay.sip.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Where the SDP is in a body: all of it, or one part of a multipart body (RFC 2046, section 5.1), nested to any practical depth. Other
 * parts, preambles, boundaries and line ends stay as they are, byte for byte.
 */
public final class SdpPart {

    /** Multipart bodies inside each other. */
    private static final int MAX_DEPTH = 8;

    private static final String SDP = "application/sdp";
    private static final String TRICKLE_FRAGMENT = "application/trickle-ice-sdpfrag";

    private final byte[] body;
    private final int start;
    private final int end;
    private final boolean isFragment;

    private SdpPart(byte[] body, int start, int end, boolean isFragment) {
        this.body = body;
        this.start = start;
        this.end = end;
        this.isFragment = isFragment;
    }

    /**
     * Finds the first SDP.
     *
     * @param contentType of the whole body; without one the body is taken for SDP if it begins like one
     * @return empty when there is none, or none that is not empty
     */
    public static Optional<SdpPart> find(Optional<String> contentType, byte[] body) {
        if (contentType.isEmpty()) {
            boolean isSdp = body.length > 2 && body[0] == 'v' && body[1] == '=';
            return isSdp ? Optional.of(new SdpPart(body, 0, body.length, false)) : Optional.empty();
        }
        return find(body, 0, body.length, contentType.get(), 0);
    }

    /** The SDP as an octet string. */
    public String text() {
        return new String(body, start, end - start, ISO_8859_1);
    }

    /** Whether it is a fragment with candidates only (RFC 8840). */
    public boolean isFragment() {
        return isFragment;
    }

    /** The whole body with another SDP in the place of this one. */
    public byte[] replace(String sdp) {
        byte[] replacement = sdp.getBytes(ISO_8859_1);
        byte[] whole = Arrays.copyOf(body, start + replacement.length + body.length - end);
        System.arraycopy(replacement, 0, whole, start, replacement.length);
        System.arraycopy(body, end, whole, start + replacement.length, body.length - end);
        return whole;
    }

    private static Optional<SdpPart> find(byte[] body, int start, int end, String contentType, int depth) {
        String type = mediaType(contentType);
        if (type.equals(SDP) || type.equals(TRICKLE_FRAGMENT)) {
            return end > start
                    ? Optional.of(new SdpPart(body, start, end, type.equals(TRICKLE_FRAGMENT)))
                    : Optional.empty();
        }
        if (!type.startsWith("multipart/") || depth == MAX_DEPTH) {
            return Optional.empty();
        }
        Optional<String> boundary = parameter(contentType, "boundary");
        return boundary.isEmpty() || boundary.get().isEmpty()
                ? Optional.empty()
                : findInParts(body, start, end, ("--" + boundary.get()).getBytes(ISO_8859_1), depth);
    }

    private static Optional<SdpPart> findInParts(byte[] body, int start, int end, byte[] delimiter, int depth) {
        int at = delimiterAt(body, start, end, delimiter);
        while (at >= 0) {
            int afterDelimiter = at + delimiter.length;
            if (afterDelimiter + 1 < end && body[afterDelimiter] == '-' && body[afterDelimiter + 1] == '-') {
                return Optional.empty();
            }
            int partStart = nextLine(body, afterDelimiter, end);
            int next = delimiterAt(body, partStart, end, delimiter);
            int partEnd = next < 0 ? end : lineEndBefore(body, partStart, next);
            Optional<SdpPart> found = findInPart(body, partStart, partEnd, depth);
            if (found.isPresent()) {
                return found;
            }
            at = next;
        }
        return Optional.empty();
    }

    private static Optional<SdpPart> findInPart(byte[] body, int start, int end, int depth) {
        String type = "text/plain";
        int at = start;
        while (at < end) {
            int next = nextLine(body, at, end);
            String line = new String(body, at, next - at, ISO_8859_1);
            at = next;
            if (line.isBlank()) {
                return find(body, at, end, type, depth + 1);
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                String name = line.substring(0, colon).strip();
                if (name.equalsIgnoreCase("Content-Type") || name.equalsIgnoreCase("c")) {
                    type = unfold(body, line.substring(colon + 1), at, end).strip();
                }
            }
        }
        return Optional.empty();
    }

    /** A header line with those behind it that continue it. */
    private static String unfold(byte[] body, String first, int from, int end) {
        StringBuilder value = new StringBuilder(first.strip());
        int at = from;
        while (at < end && (body[at] == ' ' || body[at] == '\t')) {
            int next = nextLine(body, at, end);
            String line = new String(body, at, next - at, ISO_8859_1).strip();
            if (line.isEmpty()) {
                break;
            }
            value.append(' ').append(line);
            at = next;
        }
        return value.toString();
    }

    /** Where a line begins with the delimiter; -1 if none does. */
    private static int delimiterAt(byte[] body, int from, int end, byte[] delimiter) {
        int line = from;
        while (line < end) {
            int behind = line + delimiter.length;
            if (behind <= end && Arrays.equals(body, line, behind, delimiter, 0, delimiter.length) && endsDelimiter(body, behind, end)) {
                return line;
            }
            line = nextLine(body, line, end);
        }
        return -1;
    }

    /** One boundary may begin like another: what follows must be the end of the line, blanks, or the closing dashes. */
    private static boolean endsDelimiter(byte[] body, int at, int end) {
        if (at >= end) {
            return true;
        }
        byte next = body[at];
        return next == '\r' || next == '\n' || next == ' ' || next == '\t' || (next == '-' && at + 1 < end && body[at + 1] == '-');
    }

    private static int nextLine(byte[] body, int from, int end) {
        for (int at = from; at < end; at++) {
            if (body[at] == '\n') {
                return at + 1;
            }
        }
        return end;
    }

    /** The line end before a delimiter belongs to the delimiter. */
    private static int lineEndBefore(byte[] body, int from, int delimiter) {
        int at = delimiter;
        if (at > from && body[at - 1] == '\n') {
            at--;
            if (at > from && body[at - 1] == '\r') {
                at--;
            }
        }
        return at;
    }

    private static String mediaType(String contentType) {
        int semicolon = contentType.indexOf(';');
        String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        return type.strip().toLowerCase(Locale.ROOT);
    }

    private static Optional<String> parameter(String contentType, String name) {
        int at = contentType.indexOf(';');
        while (at >= 0) {
            int equals = contentType.indexOf('=', at);
            if (equals < 0) {
                return Optional.empty();
            }
            String found = contentType.substring(at + 1, equals).strip();
            int from = equals + 1;
            while (from < contentType.length() && contentType.charAt(from) == ' ') {
                from++;
            }
            boolean isQuoted = from < contentType.length() && contentType.charAt(from) == '"';
            int until = isQuoted ? contentType.indexOf('"', from + 1) : contentType.indexOf(';', from);
            int to = until < 0 ? contentType.length() : until;
            if (found.equalsIgnoreCase(name)) {
                return Optional.of(isQuoted ? contentType.substring(from + 1, to) : contentType.substring(from, to).strip());
            }
            at = contentType.indexOf(';', to);
        }
        return Optional.empty();
    }
}
