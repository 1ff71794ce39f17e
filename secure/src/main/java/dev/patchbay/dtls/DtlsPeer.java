package dev.patchbay.dtls;

/**
 * Whom an association is with. As long as this stays the same, so does the association.
 *
 * @param ownRole our side of it
 * @param fingerprint of the peer's certificate
 */
public record DtlsPeer(DtlsRole ownRole, Fingerprint fingerprint) {}
