package dev.patchbay.system.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.system.net.ChildProcess;
import dev.patchbay.system.net.NetNamespace;
import dev.patchbay.system.net.Prerequisites;
import dev.patchbay.system.net.WorkFolder;
import dev.patchbay.system.relay.RelayUnderTest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The browser phone of {@code examples/browser} and the test phone call each other by {@code ./patchbay run}. */
@Timeout(900)
class JsSipCallTest {

    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final Path DOCUMENT = Path.of("..", "docs", "SIP-PROXY.md");

    /** Of a phone that answers, and of one that calls. */
    private static final int PHONE_HZ = 1000;

    private static final int CALLER_HZ = 440;
    private static final int CLI_PORT = 9900;
    private static final String BY_PROXY = "--proxy 127.0.0.1:5060 --user ";

    private final List<AutoCloseable> opened = new ArrayList<>();
    private NetNamespace machine;

    @BeforeEach
    void makeMachine() throws Exception {
        Prerequisites.root();
        Prerequisites.programs("chromium", "npm");
        RelayUnderTest.PATCHBAY.require();
        NetNamespace.removeStale();
        machine = keep(NetNamespace.create("machine"));
        NetNamespace beyond = keep(NetNamespace.create("beyond"));
        // A browser has no candidates without an address that leads to the world.
        NetNamespace.link(machine, "eth0", beyond, "eth0");
        machine.address("eth0", "10.78.1.1/24");
        machine.defaultRoute("10.78.1.2");
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable resource : opened.reversed()) {
            resource.close();
        }
    }

    private <T extends AutoCloseable> T keep(T resource) {
        opened.add(resource);
        return resource;
    }

    private ChildProcess patchbay(String line) throws IOException {
        List<String> command = new ArrayList<>(List.of(RelayUnderTest.launcher().toString()));
        command.addAll(List.of(line.split(" ")));
        return keep(machine.start("patchbay " + line, command, WorkFolder.create("jssip").resolve("log")));
    }

    private static void assertHeardBrowser(ChildProcess phone, String whoHungUp) throws InterruptedException {
        assertThat(phone.awaitExit(PATIENCE)).as(phone.output()).isZero();
        assertThat(phone.output()).contains("heard 440 Hz").contains(whoHungUp + " hung up");
    }

    private ChildProcess run() throws IOException {
        ChildProcess both = patchbay("run --delete-delay=0");
        both.awaitOutput("Startup complete", PATIENCE);
        return both;
    }

    private ChildProcess answeringBob() throws IOException {
        ChildProcess bob = patchbay("call --answer " + BY_PROXY + "bob");
        bob.awaitOutput("waiting for a call", PATIENCE);
        return bob;
    }

    @Tag("long")
    @Test
    void shouldCallAPhone() throws Exception {
        ChildProcess both = run();
        SoftphonePage page = keep(SoftphonePage.open(machine));
        page.press("register");
        page.awaitStatus("registered");
        for (boolean isPageToHangUp : List.of(true, false)) {
            ChildProcess bob = answeringBob();
            page.fill("target", "bob");
            page.press("call");
            page.awaitStatus("talking to bob");
            page.awaitTone(PHONE_HZ);
            assertBridged(page, both);
            if (isPageToHangUp) {
                page.press("hangUp");
            } else {
                bob.terminate();
            }
            page.awaitStatus(isPageToHangUp ? "ended by this side" : "ended by the other side");
            assertHeardBrowser(bob, isPageToHangUp ? "the other side" : "this side");
        }
        assertNoCallIsLeft();
    }

    @Tag("long")
    @Test
    void shouldBeCalledByAPhone() throws Exception {
        ChildProcess both = run();
        SoftphonePage page = keep(SoftphonePage.open(machine));
        page.press("register");
        page.awaitStatus("registered");
        for (boolean isPageToHangUp : List.of(true, false)) {
            ChildProcess alice = patchbay("call " + BY_PROXY + "alice --seconds " + (isPageToHangUp ? 90 : 15) + " browser");
            page.awaitStatus("alice calls");
            page.press("answer");
            page.awaitStatus("talking to alice");
            page.awaitTone(CALLER_HZ);
            assertBridged(page, both);
            if (isPageToHangUp) {
                page.press("hangUp");
            }
            page.awaitStatus(isPageToHangUp ? "ended by this side" : "ended by the other side");
            assertHeardBrowser(alice, isPageToHangUp ? "the other side" : "this side");
        }
        assertNoCallIsLeft();
    }

    /** The page has all that WebRTC wants, and the relay did not pass the phone's media on as it was. */
    private static void assertBridged(SoftphonePage page, ChildProcess both) throws InterruptedException {
        Map<String, Object> report = page.report();
        assertThat(report).as(both.output()).containsEntry("connection", "connected").containsEntry("dtls", "connected");
        assertThat(String.valueOf(report.get("srtpCipher"))).matches("(SRTP_)?AE.*");
        assertThat(report).containsEntry("remote", "127.0.0.1");
    }

    private void assertNoCallIsLeft() {
        Awaitility.await("the relay ends with no call").atMost(PATIENCE).untilAsserted(() -> {
            try (Socket socket = machine.call(() -> new Socket("127.0.0.1", CLI_PORT))) {
                socket.getOutputStream().write("list numsessions\n".getBytes(StandardCharsets.UTF_8));
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).contains("Current sessions own: 0\n");
            }
        });
    }

    /** The lines of docs/SIP-PROXY.md, as they stand there. */
    @Test
    void shouldCallAndBeCalledByTheLinesOfTheDocument() throws Exception {
        run();
        ChildProcess bob = answeringBob();
        String document = Files.readString(DOCUMENT);
        int begin = document.indexOf("```js\n") + "```js\n".length();
        SoftphonePage page = keep(SoftphonePage.openLines(document.substring(begin, document.indexOf("```\n", begin)), machine));
        page.awaitTone(PHONE_HZ);
        bob.terminate();
        assertHeardBrowser(bob, "this side");
        ChildProcess alice = patchbay("call " + BY_PROXY + "alice --seconds 10 browser");
        page.awaitTone(CALLER_HZ);
        assertHeardBrowser(alice, "this side");
    }
}
