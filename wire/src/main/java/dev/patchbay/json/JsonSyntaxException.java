package dev.patchbay.json;

/** Bytes that are not JSON, or values an ng message cannot hold. Made for every piece of junk, hence without stack trace. */
public final class JsonSyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int offset;

    JsonSyntaxException(int offset, String what) {
        super(what + " at byte " + offset, null, false, false);
        this.offset = offset;
    }

    /** Where it went wrong, in bytes from the start of the document. */
    public int offset() {
        return offset;
    }
}
