package dev.patchbay.proxy.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.proxy.testing.SipText;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BestResponseTest {

    @ParameterizedTest
    @CsvSource({
        "404, 404", "404 486 603, 603", "503 404, 404", "486 302, 302", "404 401, 401", "486 407 401, 407", "500 408, 408", "408 486, 486",
        "503 500, 500", "487 404, 404", "480 484, 484", "600 604, 600"
    })
    void shouldPreferWhatHelpsTheCaller(String received, int best) {
        SIPRequest invite = SipText.invite("sip:bob@example.com", "");
        List<SIPResponse> responses = Arrays.stream(received.split(" "))
                .map(status -> SipText.response(invite, Integer.parseInt(status)))
                .toList();

        assertThat(BestResponse.rank(responses).getFirst().getStatusCode()).isEqualTo(best);
    }
}
