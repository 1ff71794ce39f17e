package dev.patchbay.phone.call;

/** SDP that this phone cannot come to terms with: answered with 488. */
final class SdpMismatchException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    SdpMismatchException(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    /** For the user. */
    String reason() {
        return reason;
    }
}
