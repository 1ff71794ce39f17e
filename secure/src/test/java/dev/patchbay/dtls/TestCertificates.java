package dev.patchbay.dtls;

import java.security.SecureRandom;
import java.time.Instant;

/** Certificates for tests, made once: they take a while. */
final class TestCertificates {

    static final DtlsCertificate OURS = make(CertificateOptions.DEFAULT);
    static final DtlsCertificate THEIRS = make(CertificateOptions.DEFAULT);

    private TestCertificates() {}

    static DtlsCertificate make(CertificateOptions options) {
        return DtlsCertificate.generate(options, Instant.now(), new SecureRandom());
    }
}
