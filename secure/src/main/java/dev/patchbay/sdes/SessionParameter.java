package dev.patchbay.sdes;

import java.util.Locale;
import java.util.Optional;

/** The session parameters of an {@code a=crypto} line that change how packets look (RFC 4568, section 6.3), in printing order. */
public enum SessionParameter {
    UNENCRYPTED_SRTP,
    UNENCRYPTED_SRTCP,
    UNAUTHENTICATED_SRTP;

    /** Letter case does not matter. */
    static Optional<SessionParameter> parse(String text) {
        for (SessionParameter parameter : values()) {
            if (parameter.name().equals(text.toUpperCase(Locale.ROOT))) {
                return Optional.of(parameter);
            }
        }
        return Optional.empty();
    }
}
