package dev.patchbay.dtls;

/** Our side of a DTLS association (RFC 5763, section 5). */
public enum DtlsRole {
    /** {@code a=setup:active}: sends the ClientHello. */
    CLIENT,
    /** {@code a=setup:passive}: waits for it. */
    SERVER
}
