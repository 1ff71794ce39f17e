package dev.patchbay.sdes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.sdp.Attribute;
import dev.patchbay.srtp.CryptoSuite;
import dev.patchbay.srtp.MasterKey;
import dev.patchbay.srtp.MasterKeyIdentifier;
import dev.patchbay.srtp.SrtpParameters;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CryptoAttributeTest {

    /** As baresip wrote it in a call. */
    private static final String KEY = "inline:s7Y2lLpy7dDSy+A1L/VyRK/Ss3EeS35oOe8zKRvH";

    private static CryptoAttribute parse(String suite, String parameters) throws SdesSyntaxException {
        return CryptoAttribute.parse(new Attribute.Crypto(1, suite, parameters));
    }

    @Test
    void shouldReadAKey() throws SdesSyntaxException {
        CryptoAttribute attribute = parse("AES_CM_128_HMAC_SHA1_80", KEY);
        assertThat(attribute.tag()).isEqualTo(1);
        assertThat(attribute.parameters().suite()).isEqualTo(CryptoSuite.AES_CM_128_HMAC_SHA1_80);
        assertThat(attribute.parameters().masterKey().key()).startsWith(0xb3, 0xb6, 0x36).hasSize(16);
        assertThat(attribute.parameters().masterKey().salt()).endsWith(0x29, 0x1b, 0xc7).hasSize(14);
        assertThat(attribute.print(false, false)).isEqualTo(new Attribute.Crypto(1, "AES_CM_128_HMAC_SHA1_80", KEY));
    }

    @ParameterizedTest
    @EnumSource
    void shouldReadBackWhatItPrints(CryptoSuite suite) throws SdesSyntaxException {
        Random random = new Random(3);
        for (int bits = 0; bits < 64; bits++) {
            CryptoAttribute attribute = new CryptoAttribute(
                    random.nextInt(1_000_000_000),
                    new SrtpParameters(
                            suite,
                            MasterKey.generate(suite, random),
                            (bits & 1) == 0 ? MasterKeyIdentifier.NONE : MasterKeyIdentifier.of(bits, 4),
                            (bits & 2) == 0,
                            (bits & 4) == 0,
                            (bits & 8) == 0));
            Attribute.Crypto printed = attribute.print((bits & 16) == 0, (bits & 32) == 0);
            assertThat(CryptoAttribute.parse(printed)).isEqualTo(attribute);
        }
    }

    @Test
    void shouldReadPaddedAndUnpaddedKeysAlike() throws SdesSyntaxException {
        String unpadded = "inline:2gX/ca5VhMWgSipclQoBYGv2eBXFg3YJPs9+fzXJEKL8b1lfsVLdExh4Sa8";
        CryptoAttribute attribute = parse("AEAD_AES_256_GCM", unpadded);
        assertThat(parse("AEAD_AES_256_GCM", unpadded + "=")).isEqualTo(attribute);
        assertThat(attribute.print(true, false).parameters()).isEqualTo(unpadded + "=");
        assertThat(attribute.print(false, false).parameters()).isEqualTo(unpadded);
    }

    @Test
    void shouldReadLifetimeMkiAndSessionParameters() throws SdesSyntaxException {
        CryptoAttribute attribute = parse("aes_cm_128_hmac_sha1_80",
                KEY + "|2^20|1:4;" + KEY + "|2^20|2:4 UNENCRYPTED_SRTCP unauthenticated_srtp WSH=64 -x-later");
        SrtpParameters parameters = attribute.parameters();
        assertThat(parameters.identifier()).isEqualTo(MasterKeyIdentifier.of(1, 4));
        assertThat(parameters.encryptsRtp()).isTrue();
        assertThat(parameters.encryptsRtcp()).isFalse();
        assertThat(parameters.authenticatesRtp()).isFalse();
        assertThat(attribute.print(false, true).parameters())
                .isEqualTo(KEY + "|2^31|1:4 UNENCRYPTED_SRTCP UNAUTHENTICATED_SRTP");
        assertThat(parse("AES_CM_128_HMAC_SHA1_80", KEY + "|1:4").parameters().identifier()).isEqualTo(MasterKeyIdentifier.of(1, 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "inline:", "inline:abc", "inline:!!!!", "uri:s7Y2lLpy7dDSy+A1L/VyRK/Ss3EeS35oOe8zKRvH", KEY + "A", KEY + "AAAA",
        KEY + "|x", KEY + "|2^", KEY + "|1:0", KEY + "|1:129", KEY + "|300:1", KEY + "|-1:4", KEY + "|1:4|2^20",
        KEY + "|2^20|1:4|", KEY + " KDR=3", KEY + " FEC_ORDER=FEC_SRTP", KEY + " X"
    })
    void shouldRefuseWhatItCannotHonourWithoutTellingTheKey(String parameters) {
        assertThatThrownBy(() -> parse("AES_CM_128_HMAC_SHA1_80", parameters))
                .isInstanceOf(SdesSyntaxException.class)
                .hasMessageNotContaining("s7Y2");
    }

    @Test
    void shouldNameAnUnknownSuite() {
        assertThatThrownBy(() -> parse("SEED_CTR_128_HMAC_SHA1_80", KEY)).hasMessageContaining("SEED_CTR_128_HMAC_SHA1_80");
    }

    @Test
    void shouldSurviveMutations() {
        Random random = new Random(5);
        String alphabet = "|:;=^ 0129aZ+/-\tinline\u00e9";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(KEY + "|2^20|1:4 UNENCRYPTED_SRTP");
            for (int change = random.nextInt(6); change >= 0; change--) {
                int at = random.nextInt(text.length());
                text.replace(at, at + random.nextInt(2), String.valueOf(alphabet.charAt(random.nextInt(alphabet.length()))));
            }
            try {
                CryptoAttribute attribute = parse("AES_CM_128_HMAC_SHA1_80", text.toString());
                assertThat(CryptoAttribute.parse(attribute.print(true, true))).isEqualTo(attribute);
            } catch (SdesSyntaxException e) {
                assertThat(e).hasMessageNotContaining("s7Y2lLpy");
            }
        }
    }
}
