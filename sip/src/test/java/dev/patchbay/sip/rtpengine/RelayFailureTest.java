package dev.patchbay.sip.rtpengine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.sip.client.FakeRelay;
import dev.patchbay.sip.node.RelayNode;
import dev.patchbay.sip.node.SocketListParser;
import dev.patchbay.sip.route.FailureRoute;
import dev.patchbay.sip.route.RequestRoute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A relay dies while calls are made and comes back; sets are reloaded while commands are under way. */
@Timeout(120)
class RelayFailureTest {

    private static RequestRoute call(String callId) {
        return new RequestRoute(new SampleMessages().callId(callId).request("INVITE", false, SampleMessages.SDP));
    }

    @Test
    void shouldFailOverKeepCallsAndRecoverByPing() throws Exception {
        FakeRelay dying = new FakeRelay();
        int port = dying.port();
        try (FakeRelay steady = new FakeRelay();
                KamailioRtpengine rtpengine = KamailioRtpengine.open(KamailioSettings.builder()
                        .rtpengineSock(dying.url() + " " + steady.url())
                        .rtpengineToutMs(Duration.ofSeconds(1))
                        .rtpengineRetr(3)
                        .rtpengineDisableTout(Duration.ofSeconds(1))
                        .pingInterval(Duration.ofSeconds(1))
                        .build())) {
            AtomicInteger failed = new AtomicInteger();
            AtomicInteger made = new AtomicInteger();
            AtomicBoolean isOver = new AtomicBoolean();
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String name = "caller" + i + "-";
                callers.add(Thread.ofVirtual().start(() -> {
                    for (int n = 0; !isOver.get(); n++) {
                        if (!rtpengine.rtpengineOffer(call(name + n)).isOk()) {
                            failed.incrementAndGet();
                        }
                        made.incrementAndGet();
                    }
                }));
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> !dying.commandNames().isEmpty() && !steady.commandNames().isEmpty());
            RelayNode node = rtpengine.pool().sets().snapshot().displayedNodes().getFirst();
            dying.close();
            await().atMost(Duration.ofSeconds(30)).until(() -> !node.isEnabled());
            int before = made.get();
            await().atMost(Duration.ofSeconds(30)).until(() -> made.get() > before + 100);
            try (FakeRelay _ = new FakeRelay(port)) {
                await().atMost(Duration.ofSeconds(30)).until(node::isEnabled);
            }
            isOver.set(true);
            for (Thread caller : callers) {
                caller.join();
            }
            assertThat(failed).as("every call found a relay").hasValue(0);
        }
    }

    /** The document's picture of sets: requests through set 1, and through set 2 once they failed. */
    @Test
    void shouldUseTheBackupSetFromAFailureRoute() throws Exception {
        try (FakeRelay primary = new FakeRelay();
                FakeRelay backup = new FakeRelay();
                KamailioRtpengine rtpengine = KamailioRtpengine.open(KamailioSettings.builder()
                        .rtpengineSock("1 == " + primary.url())
                        .rtpengineSock("2 == " + backup.url())
                        .rtpengineToutMs(Duration.ofMillis(100))
                        .rtpengineRetr(1)
                        .setidDefault(1)
                        .build())) {
            primary.silent();
            RequestRoute request = call("with-backup");
            assertThat(rtpengine.rtpengineOffer(request).isOk()).isFalse();
            FailureRoute failure = new FailureRoute(request.message());
            assertThat(rtpengine.setRtpengineSet(failure, 3).isOk()).as("there is no set 3").isFalse();
            assertThat(rtpengine.setRtpengineSet(failure, 2).isOk()).isTrue();
            assertThat(rtpengine.rtpengineOffer(failure).isOk()).isTrue();
            assertThat(new String(request.message().body(), ISO_8859_1)).contains("s=relayed");
            assertThat(backup.commandNames()).containsExactly("offer");
            // For this message only: the next one says again which set it wants.
            assertThat(rtpengine.rtpengineDelete(new FailureRoute(request.message())).isOk()).isFalse();
            assertThat(backup.commandNames()).containsExactly("offer");
        }
    }

    @Test
    void shouldReloadWhileCommandsAreUnderWay() throws Exception {
        try (FakeRelay one = new FakeRelay();
                FakeRelay two = new FakeRelay();
                OpenSipsRtpengine rtpengine = OpenSipsRtpengine.open(
                        OpenSipsSettings.builder().rtpengineSock(one.url()).build())) {
            AtomicInteger failed = new AtomicInteger();
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                String name = "caller" + i + "-";
                callers.add(Thread.ofVirtual().start(() -> {
                    for (int n = 0; n < 100; n++) {
                        if (!rtpengine.rtpengineOffer(call(name + n)).isOk()) {
                            failed.incrementAndGet();
                        }
                    }
                }));
            }
            var sockets = new SocketListParser(SocketListParser.Grammar.OPENSIPS, 0);
            for (int i = 0; i < 50; i++) {
                String weight = "=" + (i % 3 + 1);
                rtpengine.pool().replace(sockets.parse(one.url() + weight + " " + two.url()));
                Thread.yield();
            }
            for (Thread caller : callers) {
                caller.join();
            }
            assertThat(failed).hasValue(0);
        }
    }
}
