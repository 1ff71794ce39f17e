package dev.patchbay.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FingerprintTest {

    @Test
    void shouldHashAsTheRfcSays() {
        byte[] abc = "abc".getBytes(StandardCharsets.US_ASCII);
        Fingerprint fingerprint = Fingerprint.of(FingerprintHash.SHA_1, abc);
        // FIPS 180-1, appendix A.
        assertThat(fingerprint.text()).isEqualTo("A9:99:3E:36:47:06:81:6A:BA:3E:25:71:78:50:C2:6C:9C:D0:D8:9D");
        assertThat(fingerprint.matches(abc)).isTrue();
        assertThat(fingerprint.matches(new byte[] {1})).isFalse();
    }

    @Test
    void shouldNotMindLetterCase() {
        assertThat(Fingerprint.parse("SHA-256", "ab:CD")).isEqualTo(Fingerprint.parse("sha-256", "AB:cd")).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"md5,AB", "sha-256,A", "sha-256,AB:", "sha-256,xy", "'',AB"})
    void shouldRefuseOthers(String hash, String text) {
        assertThat(Fingerprint.parse(hash, text)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(CertificateOptions.KeyKind.class)
    void shouldMakeACertificateThatOthersCanRead(CertificateOptions.KeyKind kind) throws Exception {
        Instant now = Instant.parse("2026-11-22T00:00:00Z");
        DtlsCertificate made = DtlsCertificate.generate(
                new CertificateOptions(kind, 2048, CertificateOptions.SignatureHash.SHA_256), now, new SecureRandom());
        X509Certificate read = (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(made.der()));
        read.verify(read.getPublicKey());
        read.checkValidity(java.util.Date.from(now));
        assertThat(read.getSubjectX500Principal().getName()).isEqualTo("CN=patchbay");
        assertThat(made.fingerprint(FingerprintHash.SHA_256).matches(read.getEncoded())).isTrue();
    }
}
