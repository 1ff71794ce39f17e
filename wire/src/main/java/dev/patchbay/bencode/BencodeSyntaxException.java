package dev.patchbay.bencode;

/** Bytes that are not bencode, or more of it than the limits allow. Made for every piece of junk, hence without stack trace. */
public final class BencodeSyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int offset;
    private final boolean incomplete;

    BencodeSyntaxException(int offset, String what, boolean incomplete) {
        super(what + " at byte " + offset, null, false, false);
        this.offset = offset;
        this.incomplete = incomplete;
    }

    /** Where it went wrong, counted from the start of the value read. */
    public int offset() {
        return offset;
    }

    /** The bytes so far are right but end too early: on a stream, more may follow. */
    public boolean isIncomplete() {
        return incomplete;
    }
}
