package dev.patchbay.system.phone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.system.net.ChildProcess;
import dev.patchbay.system.net.NetNamespace;
import dev.patchbay.system.net.Prerequisites;
import dev.patchbay.system.net.WorkFolder;
import dev.patchbay.system.relay.RelayUnderTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./patchbay run}, with Kamailio or without, and {@code ./patchbay call} on one machine of their own, as docs/PHONE.md says. */
@Timeout(120)
class PhoneTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path TRY_CONFIG = ROOT.resolve("docs/try/kamailio.cfg");
    private static final Path DIGEST_CONFIG = Path.of("src/test/resources/kamailio/digest.cfg").toAbsolutePath();
    private static final String BY_PROXY = "--proxy 127.0.0.1:5060 --user ";
    private static final Pattern PACKETS = Pattern.compile(", (\\d+) of (\\d+) packets");

    private final List<AutoCloseable> opened = new ArrayList<>();
    private NetNamespace machine;

    @BeforeEach
    void makeMachine() throws Exception {
        Prerequisites.root();
        Prerequisites.programs("kamailio");
        RelayUnderTest.PATCHBAY.require();
        NetNamespace.removeStale();
        machine = NetNamespace.create("phones");
        opened.add(machine);
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable resource : opened.reversed()) {
            resource.close();
        }
    }

    private ChildProcess patchbay(String line) throws IOException {
        List<String> command = new ArrayList<>(List.of(ROOT.resolve("patchbay").toString()));
        command.addAll(List.of(line.split(" ")));
        ChildProcess process = machine.start("patchbay " + line, command, WorkFolder.create("phone").resolve("log"));
        opened.add(process);
        return process;
    }

    private void startKamailio(Path config) throws Exception {
        patchbay("run --no-sip").awaitOutput("Startup complete", PATIENCE);
        Path folder = WorkFolder.create("phone-kamailio");
        ChildProcess proxy = machine.start("kamailio", List.of(
                "kamailio", "-DD", "-E", "-f", config.toString(),
                "-m", "64", "-M", "8", "-Y", folder.toString(), "-P", folder.resolve("pid").toString()), folder.resolve("log"));
        opened.add(proxy);
        // A phone repeats its REGISTER until the proxy is there.
    }

    private ChildProcess callee(String options) throws Exception {
        ChildProcess callee = patchbay("call --answer " + options);
        callee.awaitOutput("waiting for a call", PATIENCE);
        return callee;
    }

    private static void assertHeard(ChildProcess phone, int hz) throws InterruptedException {
        assertThat(phone.awaitExit(PATIENCE)).as(phone.output()).isZero();
        assertThat(phone.output()).contains("heard " + hz + " Hz at -13 dBm0");
        Matcher packets = PACKETS.matcher(phone.output());
        assertThat(packets.find()).isTrue();
        assertThat(packets.group(1)).as("none lost: %s", phone.output()).isEqualTo(packets.group(2));
    }

    @Test
    void shouldTalkWithNothingElse() throws Exception {
        patchbay("run").awaitOutput("Startup complete", PATIENCE);
        shouldTalkByProxyAndRelay();
    }

    @Test
    void shouldTalkByKamailio() throws Exception {
        startKamailio(TRY_CONFIG);
        shouldTalkByProxyAndRelay();
    }

    private void shouldTalkByProxyAndRelay() throws Exception {
        ChildProcess callee = callee(BY_PROXY + "bob");
        ChildProcess caller = patchbay("call " + BY_PROXY + "alice --seconds 5 bob");
        caller.awaitOutput("talking to", PATIENCE);
        ChildProcess sessions = patchbay("ctl list numsessions");
        assertThat(sessions.awaitExit(PATIENCE)).isZero();
        assertThat(sessions.output()).contains("Current sessions own: 1\n");
        assertHeard(caller, 1000);
        assertHeard(callee, 440);
        ChildProcess after = patchbay("call " + BY_PROXY + "alice bob");
        assertThat(after.awaitExit(PATIENCE)).isEqualTo(1);
        assertThat(after.output()).as("bob has taken his registration back").containsIgnoringCase("refused: 404 not found");
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(strings = {"--late-offer --seconds 2", "--seconds 4 --hold-after 1 --hold-for 1", "--codec PCMU --seconds 3 --dtmf 42#"})
    void shouldDoMoreThanTalk(String options) throws Exception {
        startKamailio(TRY_CONFIG);
        ChildProcess callee = callee(BY_PROXY + "bob");
        ChildProcess caller = patchbay("call " + BY_PROXY + "alice " + options + " bob");
        assertHeard(caller, 1000);
        assertHeard(callee, 440);
        if (options.contains("--hold-after")) {
            assertThat(caller.output()).contains("on hold").contains("resumed");
        }
        if (options.contains("--dtmf")) {
            assertThat(callee.output()).contains("heard digits 42#");
        }
    }

    @Test
    void shouldCancelAndBeBusy() throws Exception {
        startKamailio(TRY_CONFIG);
        ChildProcess callee = callee(BY_PROXY + "bob --ring 60");
        ChildProcess first = patchbay("call " + BY_PROXY + "alice bob");
        first.awaitOutput("ringing", PATIENCE);
        ChildProcess second = patchbay("call " + BY_PROXY + "carol bob");
        assertThat(second.awaitExit(PATIENCE)).isEqualTo(1);
        assertThat(second.output()).contains("refused: 486");
        first.terminate();
        assertThat(first.awaitExit(PATIENCE)).isEqualTo(1);
        assertThat(first.output()).contains("stopped before anybody answered");
        assertThat(callee.awaitExit(PATIENCE)).isEqualTo(1);
        assertThat(callee.output()).contains("the caller gave up");
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void shouldAnswerEveryChallenge(String transport) throws Exception {
        startKamailio(DIGEST_CONFIG);
        String line = "--transport " + transport + " " + BY_PROXY;
        ChildProcess callee = callee(line + "bob:secret");
        ChildProcess stranger = patchbay("call " + line + "alice:guess bob");
        assertThat(stranger.awaitExit(PATIENCE)).isEqualTo(1);
        assertThat(stranger.output()).contains("registration: 401 Unauthorized");
        ChildProcess caller = patchbay("call " + line + "alice:secret --seconds 4 --hold-after 1 --hold-for 1 bob");
        assertHeard(caller, 1000);
        assertHeard(callee, 440);
    }
}
