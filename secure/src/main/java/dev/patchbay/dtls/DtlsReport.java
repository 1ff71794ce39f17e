package dev.patchbay.dtls;

import dev.patchbay.srtp.CryptoSuite;
import java.util.Optional;

/**
 * What is to be known of an association, at one moment.
 *
 * @param attempts handshakes begun
 * @param established what was agreed; empty before
 * @param failure why the last attempt failed, in words; empty when none did
 */
public record DtlsReport(
        DtlsRole role, DtlsState state, int attempts, Optional<Agreement> established, Optional<String> failure) {

    /**
     * What a handshake ended with.
     *
     * @param version such as {@code DTLS 1.2}
     * @param cipher of the handshake, by its OpenSSL name
     * @param suite of SRTP
     */
    public record Agreement(String version, String cipher, CryptoSuite suite) {}
}
