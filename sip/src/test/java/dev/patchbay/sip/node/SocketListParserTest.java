package dev.patchbay.sip.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.net.IpFamily;
import dev.patchbay.sip.node.SocketListParser.Grammar;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SocketListParserTest {

    private final SocketListParser openSips = new SocketListParser(Grammar.OPENSIPS, 0);
    private final SocketListParser kamailio = new SocketListParser(Grammar.KAMAILIO, 7);

    @Test
    void shouldReadSetsWeightsAndDefaults() {
        List<RelayDefinition> relays = kamailio.parse("1 == udp:10.0.0.1:2223=2  udp:10.0.0.2:2223");
        assertThat(relays).extracting(RelayDefinition::setId).containsExactly(1, 1);
        assertThat(relays).extracting(RelayDefinition::weight).containsExactly(2, 1);
        assertThat(relays).extracting(relay -> relay.url().text()).containsExactly("udp:10.0.0.1:2223", "udp:10.0.0.2:2223");
        assertThat(kamailio.parse("udp:a").getFirst().setId()).isEqualTo(7);
        assertThat(openSips.parse("udp:a").getFirst().setId()).isZero();
        assertThat(openSips.parse("  ")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "udp:relay.example.org:2223, UDP, relay.example.org, 2223, ''",
        "udp:relay.example.org, UDP, relay.example.org, 22222, ''",
        "udp:[2001:db8::1]:2223, UDP, 2001:db8::1, 2223, ''",
        "udp6:[::1]:2223, UDP, ::1, 2223, ''",
        "udp6:localhost:2223, UDP, localhost, 2223, ''",
        "tcp:127.0.0.1:2224, TCP, 127.0.0.1, 2224, ''",
        "unix:/run/ng, UNIX, '', 0, /run/ng",
        "http://127.0.0.1:2225, HTTP, 127.0.0.1, 2225, /ng",
        "http://127.0.0.1:2225/here, HTTP, 127.0.0.1, 2225, /here",
        "ws://127.0.0.1:2225/, WS, 127.0.0.1, 2225, /",
        "wss://[::1]:2225, WSS, ::1, 2225, /",
        "/run/ng, UNIX, '', 0, /run/ng"
    })
    void shouldReadUrlsOfBothGrammars(String text, RelayTransport transport, String host, int port, String path) {
        for (SocketListParser parser : List.of(openSips, kamailio)) {
            RelayUrl url = parser.url(text);
            assertThat(url.transport()).isEqualTo(transport);
            assertThat(url.host()).isEqualTo(host);
            assertThat(url.port()).isEqualTo(port);
            assertThat(url.path()).isEqualTo(path);
            assertThat(url.text()).isEqualTo(text);
        }
    }

    @Test
    void shouldTakeABareWordForAUnixSocketInOpenSipsOnly() {
        assertThat(openSips.url("run/ng").transport()).isEqualTo(RelayTransport.UNIX);
        assertThatThrownBy(() -> kamailio.url("run/ng")).isInstanceOf(SocketListSyntaxException.class);
    }

    @Test
    void shouldAskForIpv6() {
        assertThat(kamailio.url("udp6:host:1").family()).contains(IpFamily.IPV6);
        assertThat(kamailio.url("udp:[::1]:1").family()).contains(IpFamily.IPV6);
        assertThat(kamailio.url("udp:host:1").family()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x == udp:a:1", "-1 == udp:a:1", "1 ==", "udp:a:1=", "udp:a:1=x", "udp::1", "udp:a:0", "udp:a:65536",
                "udp:[::1", "udp:[::1]x", "unix:", "gopher://a:1", "udp:a:1=9999999999"
            })
    void shouldRefuseWithAReason(String list) {
        assertThatThrownBy(() -> kamailio.parse(list)).isInstanceOf(SocketListSyntaxException.class).hasMessageContaining(": '");
    }

    /** Whatever the text, there are relays or a reason. */
    @Test
    void shouldNeverFailOtherwise() {
        Random random = new Random(11);
        String alphabet = "udp6:[]=/.tcpws 0123456789-==unix ";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(30); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            for (SocketListParser parser : List.of(openSips, kamailio)) {
                try {
                    parser.parse(text.toString());
                } catch (SocketListSyntaxException e) {
                    assertThat(e).hasMessageContaining("'");
                }
            }
        }
    }
}
