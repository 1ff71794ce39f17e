package dev.patchbay.ngwire;

import java.util.Optional;

/**
 * How DTLS-SRTP is to be used.
 *
 * @param mode key {@code DTLS}: towards the receiver of the message; empty = as configured
 * @param reverse key {@code DTLS-reverse}: towards its sender, {@code ACTIVE} or {@code PASSIVE}
 * @param fingerprintHash key {@code DTLS-fingerprint} as given, such as {@code sha-256}: for our own fingerprint
 */
public record DtlsFlags(Optional<Mode> mode, Optional<Mode> reverse, Optional<String> fingerprintHash) {

    /** No option given. */
    public static final DtlsFlags NONE = new DtlsFlags(Optional.empty(), Optional.empty(), Optional.empty());

    /** The values of the keys. */
    public enum Mode {
        /** Be the client if there is a choice. */
        ACTIVE,
        /** Be the server if there is a choice. */
        PASSIVE,
        /** Neither offer nor accept DTLS. */
        OFF
    }
}
