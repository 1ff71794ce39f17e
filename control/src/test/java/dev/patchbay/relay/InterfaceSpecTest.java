package dev.patchbay.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.net.IpAddress;
import java.io.IOException;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InterfaceSpecTest {

    private final FakeNetwork network = new FakeNetwork()
            .device("lo", "127.0.0.1", "::1")
            .device("eth0", "192.0.2.1", "192.0.2.2", "2001:db8::1")
            .device("down0")
            .name("relay.example", "198.51.100.7", "198.51.100.8", "2001:db8::7");

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, default, 192.0.2.1, ",
        "pub/192.0.2.1, pub, 192.0.2.1, ",
        "pub:1/192.0.2.1!198.51.100.1, pub:1, 192.0.2.1, 198.51.100.1",
        "192.0.2.1!198.51.100.1, default, 192.0.2.1, 198.51.100.1",
        "x/2001:db8::1!2001:db8::2, x, 2001:db8::1, 2001:db8::2",
        "x/[2001:db8::1]![2001:db8::2], x, 2001:db8::1, 2001:db8::2",
        "int/eth0, int, eth0, ",
        "any, default, any, ",
        "/127.0.0.1, '', 127.0.0.1, ",
    })
    void shouldSplitNameAddressAndAdvertisedAddress(String text, String name, String address, String advertised) {
        assertThat(InterfaceSpec.parse(text))
                .isEqualTo(new InterfaceSpec(name, address, Optional.ofNullable(advertised)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pub/", "127.0.0.1!", "a/b/127.0.0.1", "a/127.0.0.1!1.2.3.4!5.6.7.8", "a/1.2.3.4 ", "a/[::1"})
    void shouldRefuseWhatHasNoAddress(String text) {
        assertThatThrownBy(() -> InterfaceSpec.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[NAME/]ADDRESS[!ADVERTISED]");
    }

    @Test
    void shouldTakeAllAddressesOfADevice() throws IOException {
        assertThat(InterfaceSpec.parse("int/eth0").resolve(network))
                .containsExactly(local("int", "192.0.2.1"), local("int", "192.0.2.2"), local("int", "2001:db8::1"));
    }

    @Test
    void shouldTakeAllButLoopbackForAny() throws IOException {
        assertThat(InterfaceSpec.parse("any").resolve(network))
                .extracting(address -> address.address().toString())
                .containsExactly("192.0.2.1", "192.0.2.2", "2001:db8::1");
    }

    @Test
    void shouldTakeTheFirstAddressOfEachFamilyOfAName() throws IOException {
        assertThat(InterfaceSpec.parse("x/relay.example").resolve(network))
                .containsExactly(local("x", "198.51.100.7"), local("x", "2001:db8::7"));
    }

    @Test
    void shouldAdvertiseTheAddressOfTheSameFamily() throws IOException {
        assertThat(InterfaceSpec.parse("x/eth0!relay.example").resolve(network))
                .extracting(address -> address.advertised().toString())
                .containsExactly("198.51.100.7", "198.51.100.7", "2001:db8::7");
        assertThat(InterfaceSpec.parse("x/192.0.2.1!2001:db8::9").resolve(network).getFirst().advertised())
                .isEqualTo(IpAddress.literal("2001:db8::9"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "x/nosuch0 | 'nosuch0' in interface 'x/nosuch0' is neither an IP address",
                "x/down0 | network device 'down0' of interface 'x/down0' has no address",
                "x/127.0.0.1!nosuch | 'nosuch' in interface 'x/127.0.0.1!nosuch' is neither",
                "300.1.1.1 | '300.1.1.1' in interface '300.1.1.1' is neither",
            })
    void shouldNameTheInterfaceThatCannotBeResolved(String text, String message) {
        assertThatThrownBy(() -> InterfaceSpec.parse(text).resolve(network))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(message);
    }

    @Test
    void shouldSayThatAnyFoundNothing() {
        FakeNetwork loopbackOnly = new FakeNetwork().device("lo", "127.0.0.1");

        assertThatThrownBy(() -> InterfaceSpec.parse("any").resolve(loopbackOnly))
                .hasMessageContaining("no address other than loopback");
    }

    @Test
    void shouldSeeTheLoopbackDeviceOfThisMachine() throws IOException {
        HostNetwork system = HostNetwork.ofSystem();

        assertThat(system.devices().values().stream().flatMap(addresses -> addresses.stream()))
                .contains(IpAddress.literal("127.0.0.1"));
        assertThat(system.lookup("localhost")).first().isEqualTo(IpAddress.literal("127.0.0.1"));
        assertThatThrownBy(() -> system.lookup("no-such-host.invalid"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no-such-host.invalid");
    }

    @Test
    void shouldSurviveAnyTextAndPrintWhatItParsed() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20261121);
        String alphabet = "a1.:/![] \t\u00e4é%any";
        int parsed = 0;
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(14); i > 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                InterfaceSpec spec = InterfaceSpec.parse(text.toString());
                assertThat(InterfaceSpec.parse(spec.toString())).isEqualTo(spec);
                parsed++;
            } catch (IllegalArgumentException refused) {
                assertThat(refused).hasMessageContaining("interface");
            }
        }
        assertThat(parsed).isGreaterThan(1000);
    }

    private static LocalAddress local(String name, String address) {
        return new LocalAddress(name, IpAddress.literal(address), IpAddress.literal(address));
    }
}
