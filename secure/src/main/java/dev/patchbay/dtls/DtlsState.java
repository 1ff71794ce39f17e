package dev.patchbay.dtls;

/** Where an association stands. */
public enum DtlsState {
    /** Nothing has happened: a server before the first ClientHello, a client before {@link DtlsAssociation#start}. */
    WAITING("waiting"),
    HANDSHAKING("handshaking"),
    /** The peer's fingerprint was verified and there are keys. */
    ESTABLISHED("established"),
    /** The last attempt failed; a server takes another ClientHello while attempts are left. */
    FAILED("failed"),
    /** By close_notify of the peer or by us. The keys stay good. */
    CLOSED("closed");

    private final String text;

    DtlsState(String text) {
        this.text = text;
    }

    /** For reports. */
    public String text() {
        return text;
    }
}
