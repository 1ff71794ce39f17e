package dev.patchbay.proxy.registrar;

/** A REGISTER request changes nothing; it is answered with this status and reason. */
final class RegisterRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param reason goes onto the wire */
    RegisterRefusedException(int status, String reason) {
        super(reason, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
