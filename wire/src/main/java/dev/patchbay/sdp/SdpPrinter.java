package dev.patchbay.sdp;

/** Prints a body: lines exactly as their raw text says, so that an untouched line comes out byte for byte as it came in. */
public final class SdpPrinter {

    /** A guess that rarely needs growing: SDP bodies of phones are about this long. */
    private static final int TYPICAL_LENGTH = 1024;

    private SdpPrinter() {}

    /** ISO-8859-1 text. A line without an end gets CRLF when something follows it, so that lines never run into one another. */
    public static String print(SdpBody body) {
        StringBuilder text = new StringBuilder(TYPICAL_LENGTH);
        for (SessionDescription session : body.sessions()) {
            print(session, text);
        }
        if (!body.trailer().isEmpty()) {
            endLine(text);
            text.append(body.trailer());
        }
        return text.toString();
    }

    private static void print(SessionDescription session, StringBuilder text) {
        for (SdpLine line : session.lines()) {
            print(line, text);
        }
        for (MediaDescription media : session.media()) {
            print(media.firstLine(), text);
            for (SdpLine line : media.lines()) {
                print(line, text);
            }
        }
    }

    private static void print(SdpLine line, StringBuilder text) {
        endLine(text);
        text.append(line.type()).append('=').append(line.value()).append(line.lineEnd());
    }

    private static void endLine(StringBuilder text) {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
            text.append(SdpLine.CRLF);
        }
    }
}
