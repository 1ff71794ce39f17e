package dev.patchbay.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.codec.G711;
import dev.patchbay.phone.call.PhoneException;
import dev.patchbay.phone.call.PhoneOptions;
import dev.patchbay.phone.call.SipTransport;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionReaderTest {

    private static PhoneOptions read(String line) throws PhoneException {
        return new OptionReader(List.of(line.split(" "))).options();
    }

    @Test
    void shouldReadEverything() throws Exception {
        PhoneOptions options = read("--proxy [::1]:5070 --user bob:se:cret --listen :5080 --transport TCP --codec pcmu --tone=697"
                + " --seconds 2.5 --timeout 3 --hold-after 1 --hold-for 0.5 --late-offer --dtmf 12#d sip:alice@example.org");
        assertThat(options.target()).contains("sip:alice@example.org");
        assertThat(options.proxy().orElseThrow()).hasToString("[::1]:5070");
        assertThat(options.credentials().user()).isEqualTo("bob");
        assertThat(options.credentials().password()).isEqualTo("se:cret");
        assertThat(options.credentials().toString()).doesNotContain("cret");
        assertThat(options.listen().host()).isEmpty();
        assertThat(options.listen().port()).hasValue(5080);
        assertThat(options.transport()).isEqualTo(SipTransport.TCP);
        assertThat(options.codecs()).containsExactly(G711.PCMU);
        assertThat(options.tone().frequencyHz()).isEqualTo(697);
        assertThat(options.talk()).contains(Duration.ofMillis(2500));
        assertThat(options.timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(options.holdAfter()).contains(Duration.ofSeconds(1));
        assertThat(options.holdFor()).isEqualTo(Duration.ofMillis(500));
        assertThat(options.hasLateOffer()).isTrue();
        assertThat(options.dtmf()).isEqualTo("12#d");
    }

    @Test
    void shouldHaveDifferentDefaultsForTheTwoSides() throws Exception {
        PhoneOptions caller = read("sip:bob@127.0.0.1");
        PhoneOptions callee = read("--answer");
        assertThat(caller.tone()).isNotEqualTo(callee.tone());
        assertThat(caller.talk()).contains(Duration.ofSeconds(5));
        assertThat(callee.talk()).isEmpty();
        assertThat(caller.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(callee.timeout()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--answer sip:bob@127.0.0.1 | say either whom to call, once, or --answer; see --help",
        "--seconds 5 | say either whom to call, once, or --answer; see --help",
        "a b | say either whom to call, once, or --answer; see --help",
        "--answer --verbose | unknown option --verbose, see --help",
        "--answer --tone | --tone needs a value",
        "--answer --json=1 | --json takes no value",
        "--answer --tone 5000 | --tone: a tone has 100 to 3800 Hz",
        "--answer --tone NaN | --tone: a tone has 100 to 3800 Hz",
        "--answer --tone x | --tone: 'x' is not a number",
        "--answer --seconds -1 | --seconds: a time has 0 to 86400 seconds",
        "--answer --listen :99999 | --listen: '99999' is not a port within 0..65535",
        "--answer --transport tls | --transport: 'tls' is neither udp nor tcp",
        "--answer --codec G729 | --codec: 'G729' is neither PCMA nor PCMU",
        "--answer --late-offer | --late-offer is for the side that calls",
        "--answer --dtmf 1x | --dtmf: at most 100 of 0-9 * # A-D",
        "--answer --user <b> | --user: a name is 1 to 64 letters, digits and . _ + -",
        "--answer --proxy :5060 | --proxy needs a host",
    })
    void shouldSayWhatIsWrong(String line, String message) {
        assertThatExceptionOfType(PhoneException.class).isThrownBy(() -> read(line)).withMessage(message);
    }
}
