package dev.patchbay.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.golden.GoldenCase;
import dev.patchbay.golden.GoldenRun;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SRTP that both parties keep for themselves passes untouched; a translation between RTP and SRTP is refused, not pretended. */
class SecureMediaTest {

    private static final String SECURE_OFFER = """
            v=0
            o=- 1 1 IN IP4 198.51.100.1
            s=-
            c=IN IP4 198.51.100.1
            t=0 0
            m=audio 2000 RTP/SAVP 0
            a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz
            """;

    @Test
    void shouldPassKeysOn() {
        assertThat(reply("{\"from-tag\": \"A\"}", SECURE_OFFER))
                .contains("RTP/SAVP 0")
                .contains("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz");
    }

    @Test
    void shouldRefuseToMakeRtpOfSrtp() {
        assertThat(reply("{\"from-tag\": \"A\", \"transport-protocol\": \"RTP/AVP\"}", SECURE_OFFER))
                .isEqualTo("error: SRTP is not supported by this version: cannot translate RTP/SAVP to RTP/AVP");
    }

    @Test
    void shouldRefuseToMakeSrtpOfRtp() {
        assertThat(reply(
                        "{\"from-tag\": \"A\", \"transport-protocol\": \"RTP/SAVPF\"}",
                        SECURE_OFFER.replace("RTP/SAVP", "RTP/AVP")))
                .isEqualTo("error: SRTP is not supported by this version: cannot translate RTP/AVP to RTP/SAVPF");
    }

    private static String reply(String keys, String sdp) {
        GoldenCase golden = GoldenCase.parse("secure", "# secure media\n> offer " + keys + "\n" + sdp + "--------\n");
        return new GoldenRelay(List.of()).reply(golden, golden.steps().getFirst(), new GoldenRun());
    }
}
