package dev.patchbay.dtls;

/**
 * What kind of certificate the relay makes for itself.
 *
 * @param keyKind option {@code dtls-cert-cipher}
 * @param rsaKeyBits option {@code dtls-rsa-key-size}; only looked at for RSA
 * @param signatureHash option {@code dtls-signature}: the hash in the certificate's own signature, which nobody checks
 */
public record CertificateOptions(KeyKind keyKind, int rsaKeyBits, SignatureHash signatureHash) {

    /** Below this the JDK refuses to sign with it, and peers refuse it as well. */
    public static final int MIN_RSA_KEY_BITS = 1024;

    public static final int MAX_RSA_KEY_BITS = 8192;

    public static final CertificateOptions DEFAULT = new CertificateOptions(KeyKind.EC_P256, 2048, SignatureHash.SHA_256);

    /** Kind of key. */
    public enum KeyKind {
        /** {@code prime256v1} of OpenSSL. */
        EC_P256,
        RSA
    }

    /** Hash in the signature. */
    public enum SignatureHash {
        SHA_256,
        SHA_1
    }

    public CertificateOptions {
        if (rsaKeyBits < MIN_RSA_KEY_BITS || rsaKeyBits > MAX_RSA_KEY_BITS) {
            throw new IllegalArgumentException("an RSA key of " + rsaKeyBits + " bits: allowed are " + MIN_RSA_KEY_BITS + " to "
                    + MAX_RSA_KEY_BITS);
        }
    }
}
