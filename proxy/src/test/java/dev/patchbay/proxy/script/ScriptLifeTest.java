package dev.patchbay.proxy.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.patchbay.proxy.ListenAddress;
import dev.patchbay.proxy.ProxyOptions;
import dev.patchbay.proxy.SipProxy;
import dev.patchbay.proxy.route.ScriptException;
import dev.patchbay.proxy.route.ScriptOrigin;
import dev.patchbay.proxy.testing.SipPeer;
import dev.patchbay.proxy.testing.TestProxy;
import gov.nist.javax.sip.message.SIPRequest;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts in force: replaced, failing, blocking. */
public class ScriptLifeTest {

    /** Tells a script of this test that blocks when to end. */
    public static volatile boolean isOver;

    @TempDir
    private Path folder;

    private SipProxy proxy;
    private SipPeer alice;
    private SipPeer bob;

    private static String script(String onRequest) {
        return """
                import dev.patchbay.proxy.route.*;
                public class My extends RoutingScript {
                    public void onRequest(IncomingRequest request) throws Exception {
                        %s
                    }
                }
                """.formatted(onRequest);
    }

    private void write(String onRequest) throws Exception {
        Files.writeString(folder.resolve("my.java"), script(onRequest));
    }

    private void start(Duration limit) throws Exception {
        int port = TestProxy.freePort("127.0.0.1");
        proxy = SipProxy.start(new ProxyOptions(
                List.of(ListenAddress.parse("udp:127.0.0.1:" + port)),
                Set.of(),
                Optional.empty(),
                "",
                ScriptOrigin.file(folder.resolve("my.java")),
                limit,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ProxyOptions.of(List.of(ListenAddress.parse("udp:127.0.0.1:" + port)), "", ScriptOrigin.standard()).limits()));
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        alice = new SipPeer(address);
        bob = new SipPeer(address);
    }

    @BeforeEach
    void begin() {
        isOver = false;
    }

    @AfterEach
    void close() {
        isOver = true;
        proxy.close();
        alice.close();
        bob.close();
    }

    @Test
    void shouldKeepTheScriptThatATransactionBeganWith() throws Exception {
        write("request.armReply(reply -> reply.setHeader(\"X-Script\", \"old\")); request.setUri(request.header(\"X-To\").orElseThrow());"
                + " request.relay();");
        start(Duration.ofSeconds(5));
        alice.send(invite("c1"));
        SIPRequest invite = bob.awaitRequest("INVITE");
        write("request.reply(486);");
        proxy.reload();
        alice.send(invite("c2"));
        alice.awaitResponse(486);
        bob.reply(invite, 200, "b");

        assertThat(alice.awaitResponse(200).getHeader("X-Script").toString().strip()).isEqualTo("X-Script: old");
    }

    private String invite(String callId) {
        return """
                INVITE sip:bob@example.com SIP/2.0
                Via: SIP/2.0/UDP ME;branch=z9hG4bK%s
                From: <sip:alice@example.com>;tag=a
                To: <sip:bob@example.com>
                Call-ID: %s
                CSeq: 1 INVITE
                X-To: %s
                Contact: <sip:alice@ME>
                Max-Forwards: 70
                Content-Length: 0

                """.formatted(callId, callId, bob.contact("bob"));
    }

    @Test
    void shouldKeepTheOldScriptIfTheNewOneIsBroken() throws Exception {
        write("request.reply(486);");
        start(Duration.ofSeconds(5));
        write("request.reply(");

        assertThatThrownBy(proxy::reload).isInstanceOf(ScriptException.class);

        alice.send(invite("c3"));
        alice.awaitResponse(486);
    }

    @Test
    void shouldInterruptAScriptThatBlocks() throws Exception {
        write("Thread.sleep(60_000);");
        start(Duration.ofMillis(300));
        alice.send(invite("c4"));

        alice.awaitResponse(500);
        assertThat(proxy.figures().scriptFailures.sum()).isEqualTo(1);
    }

    @Test
    void shouldGoOnWithoutAThreadThatDoesNotEnd() throws Exception {
        write("while (!dev.patchbay.proxy.script.ScriptLifeTest.isOver) { Thread.onSpinWait(); Thread.yield(); } request.reply(200);");
        start(Duration.ofMillis(300));
        alice.send(invite("c5"));

        alice.awaitResponse(500);
        // What the thread does when it comes back at last is nobody's.
        isOver = true;
        assertThat(alice.isQuietFor(300)).isTrue();
    }

    /** Or each reload would cost memory for ever. */
    @Test
    void shouldLetOldScriptsGo() throws Exception {
        SCRIPTS.clear();
        write("dev.patchbay.proxy.script.ScriptLifeTest.note(this); request.reply(200);");
        start(Duration.ofSeconds(5));
        reloadAndCall(10);

        assertThat(SCRIPTS).hasSize(10);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            System.gc();
            assertThat(SCRIPTS.stream().filter(script -> script.get() != null)).hasSizeLessThanOrEqualTo(1);
        });
    }

    private static final Queue<WeakReference<Object>> SCRIPTS = new ConcurrentLinkedQueue<>();

    /** For scripts of this test. */
    public static void note(Object script) {
        SCRIPTS.add(new WeakReference<>(script));
    }

    private void reloadAndCall(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            proxy.reload();
            alice.send("""
                    OPTIONS sip:bob@example.com SIP/2.0
                    Via: SIP/2.0/UDP ME;branch=z9hG4bK%s
                    From: <sip:alice@example.com>;tag=a
                    To: <sip:bob@example.com>
                    Call-ID: %s
                    CSeq: 1 OPTIONS
                    Max-Forwards: 70
                    Content-Length: 0

                    """.formatted("o" + System.nanoTime(), "o" + i));
            alice.awaitResponse(200);
        }
    }
}
