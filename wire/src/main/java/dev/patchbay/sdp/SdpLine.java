package dev.patchbay.sdp;

/**
 * One line: its raw text, which is what gets printed, and what it says.
 *
 * @param type the letter before {@code =}
 * @param value everything between {@code =} and the line end, verbatim
 * @param lineEnd CRLF, LF, or empty for a last line without one
 * @param content the parsed view of {@code value}
 */
public record SdpLine(char type, String value, String lineEnd, Content content) {

    public static final String CRLF = "\r\n";
    public static final String LF = "\n";

    public SdpLine {
        if (value.indexOf('\n') >= 0) {
            // Text from a command must not be able to add lines of its own to a body.
            throw new IllegalArgumentException("an SDP line contains a line feed");
        }
        if (!lineEnd.equals(CRLF) && !lineEnd.equals(LF) && !lineEnd.isEmpty()) {
            throw new IllegalArgumentException("neither CRLF nor LF nor empty");
        }
    }

    /**
     * A new line with its canonical text, ended by CRLF.
     *
     * @throws IllegalArgumentException for {@link Content.Unparsed}, which has no text, and for text with a line feed in it
     */
    public static SdpLine of(Content content) {
        return new SdpLine(ContentPrinter.type(content), ContentPrinter.value(content), CRLF, content);
    }

    /** The line without its end; keys and passwords are left out, so that it may be logged. */
    @Override
    public String toString() {
        boolean isSecret = content instanceof Attribute.Crypto || content instanceof Attribute.IcePwd;
        return type + "=" + (isSecret ? content.toString() : value);
    }

    /** This line saying something else, with canonical text and this line's end; the conditions are those of {@link #of}. */
    public SdpLine withContent(Content replacement) {
        return new SdpLine(
                ContentPrinter.type(replacement), ContentPrinter.value(replacement), lineEnd, replacement);
    }
}
