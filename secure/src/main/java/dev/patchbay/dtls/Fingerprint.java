package dev.patchbay.dtls;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The hash of a certificate, by which a peer is recognised (RFC 8122, section 5).
 *
 * @param text hexadecimal pairs in capitals with colons
 */
public record Fingerprint(FingerprintHash hash, String text) {

    private static final HexFormat HEX = HexFormat.ofDelimiter(":").withUpperCase();

    /** Empty for a hash function that is not supported, or text that is not hexadecimal pairs with colons. */
    public static Optional<Fingerprint> parse(String hashFunction, String text) {
        return FingerprintHash.parse(hashFunction).flatMap(hash -> {
            try {
                return Optional.of(new Fingerprint(hash, HEX.formatHex(HEX.parseHex(text))));
            } catch (IllegalArgumentException _) {
                return Optional.empty();
            }
        });
    }

    /** @param der an encoded certificate */
    static Fingerprint of(FingerprintHash hash, byte[] der) {
        return new Fingerprint(hash, HEX.formatHex(hash.digest(der)));
    }

    /** @param der the certificate that a peer has shown */
    boolean matches(byte[] der) {
        return MessageDigest.isEqual(HEX.parseHex(text), hash.digest(der));
    }
}
