package dev.patchbay.system.sip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.proxy.testing.SipPeer;
import dev.patchbay.proxy.testing.TestProxy;
import dev.patchbay.system.net.ChildProcess;
import dev.patchbay.system.net.WorkFolder;
import dev.patchbay.system.relay.RelayUnderTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code SIGHUP} to the running program gives it a new routing script. */
@Timeout(90)
class ScriptReloadTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private Path script;
    private ChildProcess proxy;
    private SipPeer phone;
    private int requests;

    @BeforeEach
    void start() throws Exception {
        Path folder = WorkFolder.create("reload");
        script = folder.resolve("answers.java");
        write("request.reply(486);");
        int port = TestProxy.freePort("127.0.0.1");
        proxy = ChildProcess.start(
                "patchbay proxy",
                // Who runs the tests by nohup has them ignore this signal, and all that they start.
                List.of("env", "--default-signal=HUP", RelayUnderTest.launcher().toString(), "proxy", "--route=" + script, "--listen=udp:127.0.0.1:" + port),
                folder.resolve("log"));
        phone = new SipPeer(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        proxy.awaitOutput("SIP proxy on", PATIENCE);
    }

    @AfterEach
    void end() {
        phone.close();
        proxy.close();
    }

    private void write(String onRequest) throws IOException {
        Files.writeString(script, """
                import dev.patchbay.proxy.route.*;

                public class Answers extends RoutingScript {
                    @Override
                    public void onRequest(IncomingRequest request) {
                        %s
                    }
                }
                """.formatted(onRequest));
    }

    private void hangUpSignal() throws Exception {
        assertThat(new ProcessBuilder("kill", "-HUP", String.valueOf(proxy.pid())).start().waitFor()).isZero();
    }

    /** Each is a new request. Not an INVITE: what answers that is repeated. */
    private void assertThatAnswerIs(int status) throws IOException {
        requests++;
        phone.send("""
                OPTIONS sip:bob@example.com SIP/2.0
                Via: SIP/2.0/UDP ME;branch=z9hG4bKreload%1$d
                From: <sip:alice@example.com>;tag=a
                To: <sip:bob@example.com>
                Call-ID: reload-%1$d
                CSeq: 1 OPTIONS
                Max-Forwards: 70
                Content-Length: 0

                """.formatted(requests));
        assertThat(phone.awaitResponse(status).getCallId().getCallId()).isEqualTo("reload-" + requests);
    }

    @Test
    void shouldFollowTheNewScriptAndKeepItWhenTheNextIsBroken() throws Exception {
        assertThatAnswerIs(486);
        write("request.reply(603);");
        assertThatAnswerIs(486);

        hangUpSignal();
        proxy.awaitOutput("Routing script read anew", PATIENCE);
        assertThatAnswerIs(603);

        write("request.reply(603) // no semicolon");
        hangUpSignal();
        proxy.awaitOutput("Routing script stays as it was", PATIENCE);
        assertThat(proxy.output()).contains(script.getFileName() + ":6");
        assertThatAnswerIs(603);
        assertThat(proxy.isAlive()).isTrue();
    }
}
