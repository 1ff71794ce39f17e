package dev.patchbay.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.net.TransportAddress;
import java.io.IOException;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {

    private final FakeNetwork network = new FakeNetwork().name("localhost", "127.0.0.1", "::1");

    @ParameterizedTest
    @CsvSource({
        "2223, 2223",
        "127.0.0.1:2223, 127.0.0.1:2223",
        "[::1]:2223, [::1]:2223",
        "::1:2223, [::1]:2223",
        "localhost:0, localhost:0",
        "[::]:9900, [::]:9900",
    })
    void shouldReadAddressAndPort(String text, String printed) {
        assertThat(HostPort.parse(text)).hasToString(printed);
        assertThat(HostPort.parse(printed)).isEqualTo(HostPort.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ":", ":2223", "foo:bar", "foo", "127.0.0.1:99999", "127.0.0.1:-1", "127.0.0.1:+1", "*:2223", "::24231", "a b:1", "300.1.1.1:22", "1.2.3:22", "1.2.3.4:1;1.2.3.4:2", "[]:1"})
    void shouldRefuseAnythingElse(String text) {
        assertThatThrownBy(() -> HostPort.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldResolveLiteralsNamesAndNothing() throws IOException {
        assertThat(HostPort.parse("192.0.2.1:5").resolve(network)).containsExactly(TransportAddress.of("192.0.2.1", 5));
        assertThat(HostPort.parse("localhost:5").resolve(network)).containsExactly(TransportAddress.of("127.0.0.1", 5));
        assertThat(HostPort.parse("5").resolve(network))
                .containsExactly(TransportAddress.of("0.0.0.0", 5), TransportAddress.of("::", 5));
        assertThatThrownBy(() -> HostPort.parse("nosuch:5").resolve(network))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nosuch");
    }

    @Test
    void shouldPrintWhatItParsedForAnyText() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(42);
        String alphabet = "a1.:[]-02 9*/";
        int parsed = 0;
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i > 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                HostPort address = HostPort.parse(text.toString());
                assertThat(HostPort.parse(address.toString())).isEqualTo(address);
                parsed++;
            } catch (IllegalArgumentException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
        assertThat(parsed).isGreaterThan(300);
    }
}
