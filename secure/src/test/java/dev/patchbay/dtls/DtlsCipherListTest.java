package dev.patchbay.dtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.dtls.CertificateOptions.KeyKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DtlsCipherListTest {

    @ParameterizedTest
    @EnumSource(DtlsCipher.class)
    void shouldKnowEveryCipherByItsName(DtlsCipher cipher) {
        assertThat(DtlsCipherList.parse(cipher.openSslName())).containsExactly(cipher);
    }

    /** What the same words of `openssl ciphers` leave of the suites there are. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "ECDHE+AESGCM+aECDSA | ECDHE_ECDSA_AES128_GCM_SHA256 ECDHE_ECDSA_AES256_GCM_SHA384",
        "ECDSA+CHACHA20:ECDSA+AES128 | ECDHE_ECDSA_CHACHA20_POLY1305 ECDHE_ECDSA_AES128_GCM_SHA256 ECDHE_ECDSA_AES128_SHA",
        "ALL:!aRSA:!SHA:+AES128 | ECDHE_ECDSA_CHACHA20_POLY1305 ECDHE_ECDSA_AES256_GCM_SHA384 ECDHE_ECDSA_AES128_GCM_SHA256",
        "aRSA:-SHA:@STRENGTH | ECDHE_RSA_CHACHA20_POLY1305 ECDHE_RSA_AES256_GCM_SHA384 ECDHE_RSA_AES128_GCM_SHA256",
        "aECDSA:-AES:ECDHE-ECDSA-AES256-SHA | ECDHE_ECDSA_CHACHA20_POLY1305 ECDHE_ECDSA_AES256_SHA",
        "!AES:ECDHE-RSA-AES128-SHA:CHACHA20 | ECDHE_ECDSA_CHACHA20_POLY1305 ECDHE_RSA_CHACHA20_POLY1305",
        "DHE-RSA-AES128-SHA, MEDIUM ECDHE-RSA-AES256-SHA:@SECLEVEL=1 | ECDHE_RSA_AES256_SHA"
    })
    void shouldReadWhatOpenSslReads(String list, String ciphers) {
        assertThat(DtlsCipherList.parse(list)).extracting(DtlsCipher::name).containsExactly(ciphers.split(" "));
    }

    @Test
    void shouldReadTheDefaultOfRtpengine() {
        List<DtlsCipher> ciphers = DtlsCipherList.parse("DEFAULT:!NULL:!aNULL:!SHA256:!SHA384:!aECDH:!AESGCM+AES256:!aPSK");
        assertThat(ciphers).hasSize(8).doesNotContain(
                DtlsCipher.ECDHE_ECDSA_AES256_GCM_SHA384, DtlsCipher.ECDHE_RSA_AES256_GCM_SHA384);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AES128-SHA", "ALL:!ECDHE", "LOW", "COMPLEMENTOFDEFAULT", "ALL:$", "ALL:!", "@", "\u0000"})
    void shouldRefuseWhatLeavesNothing(String list) {
        assertThatThrownBy(() -> DtlsCipherList.parse(list)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldSayWhatThereIs() {
        assertThatThrownBy(() -> DtlsCipherList.parse("AES128-SHA"))
                .hasMessageStartingWith("'AES128-SHA' names none of the ciphers there are: ECDHE-ECDSA-AES128-GCM-SHA256, ");
        assertThatThrownBy(() -> DtlsCipherList.parse("A".repeat(1001))).hasMessageContaining("1000");
    }

    @Test
    void shouldKnowWhichCertificateAServerNeeds() {
        DtlsSettings settings = DtlsSettings.DEFAULT.withCiphers(DtlsCipherList.parse("aRSA"));
        assertThat(settings.canServeWith(KeyKind.RSA)).isTrue();
        assertThat(settings.canServeWith(KeyKind.EC_P256)).isFalse();
    }
}
