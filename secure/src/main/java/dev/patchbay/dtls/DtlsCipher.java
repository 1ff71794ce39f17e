package dev.patchbay.dtls;

import dev.patchbay.dtls.CertificateOptions.KeyKind;
import java.util.Optional;
import org.bouncycastle.tls.CipherSuite;

/** The cipher suites of the handshake itself, the most wanted first. All have forward secrecy. */
public enum DtlsCipher {
    ECDHE_ECDSA_AES128_GCM_SHA256(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, KeyKind.EC_P256),
    ECDHE_RSA_AES128_GCM_SHA256(CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, KeyKind.RSA),
    ECDHE_ECDSA_CHACHA20_POLY1305(CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, KeyKind.EC_P256),
    ECDHE_RSA_CHACHA20_POLY1305(CipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256, KeyKind.RSA),
    ECDHE_ECDSA_AES256_GCM_SHA384(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, KeyKind.EC_P256),
    ECDHE_RSA_AES256_GCM_SHA384(CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, KeyKind.RSA),
    ECDHE_ECDSA_AES128_SHA(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA, KeyKind.EC_P256),
    ECDHE_RSA_AES128_SHA(CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, KeyKind.RSA),
    ECDHE_ECDSA_AES256_SHA(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA, KeyKind.EC_P256),
    ECDHE_RSA_AES256_SHA(CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA, KeyKind.RSA);

    private final int id;
    private final KeyKind certificate;

    DtlsCipher(int id, KeyKind certificate) {
        this.id = id;
        this.certificate = certificate;
    }

    static Optional<DtlsCipher> of(int id) {
        for (DtlsCipher cipher : values()) {
            if (cipher.id == id) {
                return Optional.of(cipher);
            }
        }
        return Optional.empty();
    }

    int id() {
        return id;
    }

    /** What the server's certificate must be. */
    KeyKind certificate() {
        return certificate;
    }

    /** The name by OpenSSL. */
    public String openSslName() {
        return name().replace('_', '-');
    }
}
