package dev.patchbay.daemon.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.net.IpAddress;
import dev.patchbay.proxy.ProxyOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxyOptionsReaderTest {

    private static final List<IpAddress> GLOBAL =
            Stream.of("203.0.113.7", "2001:db8::7").map(text -> IpAddress.parse(text).orElseThrow()).toList();
    private static final RandomUsers SPARE = RandomUsers.create(new Random(1));

    @TempDir
    private Path folder;

    private static ProxyArguments arguments(String... line) throws Exception {
        return ProxyArguments.parse(List.of(line), "--sip-");
    }

    private static List<String> listen(ProxyOptions options) {
        return options.listen().stream().map(String::valueOf).toList();
    }

    @Test
    void shouldKeepToLoopbackByDefault() throws Exception {
        ProxyOptions options = ProxyOptionsReader.read(arguments());

        assertThat(listen(options)).containsExactly("udp:127.0.0.1:5060", "tcp:127.0.0.1:5060", "ws:127.0.0.1:5080");
        assertThat(options.users()).isEmpty();
    }

    @Test
    void shouldListenForOthersWithUsersOfItsOwn() throws Exception {
        ProxyOptions options = ProxyOptionsReader.read(arguments(), GLOBAL, SPARE);

        assertThat(listen(options)).containsExactly(
                "udp:127.0.0.1:5060", "tcp:127.0.0.1:5060", "ws:127.0.0.1:5080",
                "udp:203.0.113.7:5060", "tcp:203.0.113.7:5060", "ws:203.0.113.7:5080",
                "udp:[2001:db8::7]:5060", "tcp:[2001:db8::7]:5060", "ws:[2001:db8::7]:5080");
        assertThat(options.realm()).contains("patchbay");
        assertThat(options.users().orElseThrow().find("1000", "patchbay")).isPresent();
        assertThat(options.users().orElseThrow().find("1009", "patchbay")).isPresent();
        assertThat(options.users().orElseThrow().find("1010", "patchbay")).isEmpty();
    }

    @Test
    void shouldTakeTheUsersThatAreGivenAndNoOthers() throws Exception {
        Path users = Files.writeString(folder.resolve("users"), "bob:secret\n");

        ProxyOptions options = ProxyOptionsReader.read(arguments("--sip-users=" + users), GLOBAL, SPARE);

        assertThat(options.users().orElseThrow().find("bob", "any")).isPresent();
        assertThat(options.users().orElseThrow().find("1000", "any")).isEmpty();
        assertThat(options.realm()).isEmpty();
    }

    @Test
    void shouldListenWhereItIsToldButNotWithoutUsers() throws Exception {
        ProxyOptions options = ProxyOptionsReader.read(arguments("--sip-listen=udp:203.0.113.7"), GLOBAL, SPARE);

        assertThat(listen(options)).containsExactly("udp:203.0.113.7:5060");
        assertThat(options.users()).isPresent();
    }

    @Test
    void shouldListenForEncryptedTransportsWithACertificate() throws Exception {
        Path keys = Files.writeString(folder.resolve("keys.p12"), "");

        ProxyOptions options = ProxyOptionsReader.read(arguments("--sip-tls-keys", keys.toString()));

        assertThat(listen(options)).containsExactly(
                "udp:127.0.0.1:5060", "tcp:127.0.0.1:5060", "tls:127.0.0.1:5061", "ws:127.0.0.1:5080", "wss:127.0.0.1:5081");
    }

    @Test
    void shouldMakeAPasswordThatCannotBeGuessed() {
        assertThat(SPARE.password()).matches("[a-km-np-z2-9]{16}").isNotEqualTo(RandomUsers.create(new Random(2)).password());
        assertThat(SPARE).asString().doesNotContain(SPARE.password());
        assertThat(SPARE.announcement()).isEqualTo("SIP users 1000 to 1009, password " + SPARE.password());
    }
}
