package dev.patchbay.sdp;

import dev.patchbay.sdp.Content.SessionName;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads SDP into a model that prints back byte for byte. Lines may come in any order within their section, end in CRLF or LF, and be
 * of any type a..z (rtpengine: refuses types outside RFC 8866; we keep them, as Chinese video devices need for y= and f=).
 *
 * <p>What fails, as rtpengine 10.5.3.5 does: text before {@code v=}, a version other than 0, a line without {@code =}, an o= or s= line
 * after an m= line, a second o= line, an o= with fewer than six fields, an m= line without port and transport or with an odd port or more
 * than {@link #MAX_PORT_COUNT} ports, a second c= line in one section, and a c= line that is not exactly a literal of its family. A
 * missing o= line fails too, although 10.5.3.5 lets it pass. Everything else passes, with or without s=, t=, c= or m= lines. Numbers are
 * read more strictly than by rtpengine, which takes {@code 5000x} for 5000.
 *
 * <p>A blank line ends the description; what follows is kept as {@link SdpBody#trailer}. An empty body has no sessions.
 */
public final class SdpParser {

    /** Longest body in bytes. A body in a UDP datagram cannot reach it. */
    public static final int MAX_BODY_LENGTH = 64 * 1024;

    public static final int MAX_LINES = 4096;
    public static final int MAX_SESSIONS = 16;

    /** Most m= lines in one session. */
    public static final int MAX_MEDIA = 128;

    /** Most formats in one m= line. */
    public static final int MAX_FORMATS = 256;

    /** rtpengine: refuses more consecutive ports than this in one m= line. */
    public static final int MAX_PORT_COUNT = 10;

    private final String text;
    private final List<SessionDescription> sessions = new ArrayList<>(1);
    private final SectionBuilder current = new SectionBuilder();

    private SdpParser(String text) {
        this.text = text;
    }

    /**
     * @param text ISO-8859-1: one character per byte
     * @throws SdpSyntaxException if a call could not be set up from it, or a limit above is exceeded
     */
    public static SdpBody parse(String text) throws SdpSyntaxException {
        if (text.length() > MAX_BODY_LENGTH) {
            throw new SdpSyntaxException(1, 1, "the body is longer than " + MAX_BODY_LENGTH + " bytes");
        }
        return new SdpParser(text).parse();
    }

    private SdpBody parse() throws SdpSyntaxException {
        int at = 0;
        int lineNumber = 0;
        while (!isTrailer(at)) {
            lineNumber++;
            if (lineNumber > MAX_LINES) {
                throw new SdpSyntaxException(lineNumber, 1, "the body has more than " + MAX_LINES + " lines");
            }
            int lineFeed = text.indexOf('\n', at);
            int next = lineFeed < 0 ? text.length() : lineFeed + 1;
            int valueEnd = lineFeed < 0 ? next : lineFeed;
            String lineEnd = lineFeed < 0 ? "" : SdpLine.LF;
            if (lineFeed > at + 1 && text.charAt(lineFeed - 1) == '\r') {
                valueEnd = lineFeed - 1;
                lineEnd = SdpLine.CRLF;
            }
            if (text.charAt(at + 1) != '=') {
                throw new SdpSyntaxException(lineNumber, 2, "the line has no = after its type");
            }
            char type = text.charAt(at);
            String value = text.substring(at + 2, valueEnd);
            accept(type, value, lineEnd, lineNumber);
            at = next;
        }
        if (lineNumber > 0) {
            sessions.add(current.finishSession());
        }
        return new SdpBody(sessions, text.substring(at));
    }

    /** A blank line ends the description, and one byte is no line (rtpengine: so does a bare CR; none of it fails the message). */
    private boolean isTrailer(int at) {
        return text.length() - at < 2 || text.charAt(at) == '\n' || text.charAt(at) == '\r';
    }

    private void accept(char type, String value, String lineEnd, int line) throws SdpSyntaxException {
        if (line == 1 && type != 'v') {
            throw new SdpSyntaxException(line, 1, "the body does not start with v=");
        }
        Content content = content(type, value, line);
        SdpLine parsed = new SdpLine(type, value, lineEnd, content);
        switch (type) {
            case 'v' -> {
                if (line > 1) {
                    sessions.add(current.finishSession());
                }
                if (sessions.size() == MAX_SESSIONS) {
                    throw new SdpSyntaxException(line, 1, "the body has more than " + MAX_SESSIONS + " sessions");
                }
                current.startSession(parsed, line);
            }
            case 'm' -> current.startMedia(parsed, line);
            case 'o' -> current.addOrigin(parsed, line);
            case 's' -> current.addSessionName(parsed, line);
            case 'c' -> current.addConnection(parsed, line);
            default -> current.add(parsed);
        }
    }

    private static Content content(char type, String value, int line) throws SdpSyntaxException {
        return switch (type) {
            case 'a' -> AttributeParser.parse(value);
            case 'm' -> ContentParser.media(value, line);
            case 'c' -> ContentParser.connection(value, line);
            case 'v' -> ContentParser.version(value, line);
            case 'o' -> ContentParser.origin(value, line);
            case 's' -> new SessionName(value);
            case 't' -> ContentParser.timing(value);
            case 'b' -> ContentParser.bandwidth(value);
            default -> {
                if (type < 'a' || type > 'z') {
                    throw new SdpSyntaxException(line, 1, "the line type is not a letter a..z");
                }
                yield ContentParser.unparsed();
            }
        };
    }
}
