package dev.patchbay.dtls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** The hash functions of certificate fingerprints (RFC 8122, section 5), those of key {@code DTLS-fingerprint}. */
public enum FingerprintHash {
    SHA_1("sha-1", "SHA-1"),
    SHA_224("sha-224", "SHA-224"),
    SHA_256("sha-256", "SHA-256"),
    SHA_384("sha-384", "SHA-384"),
    SHA_512("sha-512", "SHA-512");

    private final String sdpName;
    private final String jcaName;

    FingerprintHash(String sdpName, String jcaName) {
        this.sdpName = sdpName;
        this.jcaName = jcaName;
    }

    /** Letter case does not matter; empty for any other function, MD5 too. */
    public static Optional<FingerprintHash> parse(String name) {
        for (FingerprintHash hash : values()) {
            if (hash.sdpName.equalsIgnoreCase(name)) {
                return Optional.of(hash);
            }
        }
        return Optional.empty();
    }

    /** As printed in {@code a=fingerprint}. */
    public String sdpName() {
        return sdpName;
    }

    byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance(jcaName).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + jcaName, e);
        }
    }
}
