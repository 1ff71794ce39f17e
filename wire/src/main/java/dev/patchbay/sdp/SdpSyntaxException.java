package dev.patchbay.sdp;

/** SDP that cannot be read: expected from hostile or broken peers, so it carries no stack trace. */
public final class SdpSyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    /**
     * @param line 1-based line number in the body
     * @param column 1-based byte position in that line
     * @param what a plain statement of what is wrong; never quotes the peer's text
     */
    public SdpSyntaxException(int line, int column, String what) {
        super("line " + line + ", column " + column + ": " + what, null, false, false);
        this.line = line;
        this.column = column;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }
}
