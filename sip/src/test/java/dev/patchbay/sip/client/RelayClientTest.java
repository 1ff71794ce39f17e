package dev.patchbay.sip.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.bencode.BencodeWriter;
import dev.patchbay.ngvalue.NgDict;
import dev.patchbay.sip.node.NodeCondition;
import dev.patchbay.sip.node.RelayClock;
import dev.patchbay.sip.node.RelayDefinition;
import dev.patchbay.sip.node.RelayNode;
import dev.patchbay.sip.node.SocketListParser;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Exchanges over UDP: what arrives, what does not, and what should never have. */
@Timeout(60)
class RelayClientTest {

    private static final byte[] QUERY =
            BencodeWriter.toBytes(NgDict.builder().put("command", "query").build());

    private FakeRelay relay;
    private RelayPool pool;

    @BeforeEach
    void start() throws IOException {
        relay = new FakeRelay();
        pool = open(Duration.ofMillis(500), 5, 1000, 20_000);
        pool.replace(SocketLists.parse(relay.url()));
    }

    @AfterEach
    void stop() {
        pool.close();
        relay.close();
    }

    private static RelayPool open(Duration tryTimeout, int tries, int maxInFlight, int maxQueued) throws IOException {
        ClientOptions options = new ClientOptions(
                tryTimeout, tries, Duration.ofMinutes(1), maxInFlight, maxQueued, Optional.empty(), OptionalInt.empty());
        return new RelayPool(new NgProtocol(), options, RelayClock.system(), new Random(1));
    }

    private RelayNode node() {
        return pool.sets().snapshot().displayedNodes().getFirst();
    }

    private CompletableFuture<ExchangeOutcome> query() {
        return pool.client().exchange(node(), "query", QUERY);
    }

    private NodeFigures figures() {
        return pool.client().figures(node());
    }

    @Test
    void shouldRepeatWithTheSameCookieUntilAnswered() {
        AtomicInteger tries = new AtomicInteger();
        relay.answering((cookie, request) -> tries.incrementAndGet() < 3 ? List.of() : FakeRelay.politeAnswer(cookie, request));
        assertThat(query().join()).isInstanceOf(ExchangeOutcome.Reply.class);
        assertThat(relay.cookies()).hasSizeBetween(3, 5).containsOnly(relay.cookies().getFirst());
        assertThat(relay.cookies().getFirst()).matches(ProcessHandle.current().pid() + "_\\d+_\\d+");
        assertThat(figures().repeatedCount()).isBetween(2L, 4L);
        assertThat(figures().latencies().get("query").count()).isEqualTo(1);
    }

    @Test
    void shouldGiveUpAfterItsTries() {
        relay.silent();
        assertThat(query().join()).isInstanceOfSatisfying(ExchangeOutcome.NoReply.class, outcome -> {
            assertThat(outcome.failure()).isEqualTo(ExchangeFailure.TIMEOUT);
            assertThat(outcome.detail()).contains("query");
        });
        await().atMost(Duration.ofSeconds(20)).until(() -> relay.cookies().size() == 5);
        assertThat(figures().failedCount()).isEqualTo(1);
    }

    @Test
    void shouldLeaveLateDuplicateAndForeignRepliesAlone() {
        ConcurrentLinkedQueue<String> kept = new ConcurrentLinkedQueue<>();
        relay.answering((cookie, request) -> {
            String right = FakeRelay.politeAnswer(cookie, request).getFirst();
            kept.add(right);
            // An old cookie, no cookie, garbage, then the reply, then the reply again.
            return List.of("1_2_3 d6:result5:wronge", "d6:result5:wronge", "\0\1", right, right);
        });
        for (int i = 0; i < 10; i++) {
            assertThat(query().join()).isInstanceOfSatisfying(
                    ExchangeOutcome.Reply.class,
                    reply -> assertThat(new String(reply.payload(), StandardCharsets.ISO_8859_1)).isEqualTo("d6:result2:oke"));
        }
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(figures().strayCount()).isGreaterThanOrEqualTo(40));
        relay.answering((_, _) -> List.copyOf(kept));
        assertThat(query().join()).as("replies to cookies of before").isInstanceOf(ExchangeOutcome.NoReply.class);
    }

    @Test
    void shouldAwaitTheRepetitionOfAReplyThatWasCut() {
        AtomicInteger tries = new AtomicInteger();
        relay.answering((cookie, _) -> List.of(cookie + (tries.incrementAndGet() == 1 ? " d6:result2:o" : " d6:result2:oke")));
        assertThat(query().join()).isInstanceOf(ExchangeOutcome.Reply.class);
        assertThat(figures().garbledCount()).isEqualTo(1);
        assertThat(tries).hasValueGreaterThanOrEqualTo(2);
    }

    @Test
    void shouldGiveUpOnRepliesThatAreCutEveryTime() throws IOException {
        relay.answering((cookie, _) -> List.of(cookie + " d6:result2:o"));
        try (RelayPool quick = open(Duration.ofMillis(100), 3, 10, 10)) {
            quick.replace(SocketLists.parse(relay.url()));
            RelayNode target = quick.sets().snapshot().displayedNodes().getFirst();
            assertThat(quick.client().exchange(target, "query", QUERY).join()).isInstanceOfSatisfying(
                    ExchangeOutcome.NoReply.class, outcome -> assertThat(outcome.failure()).isEqualTo(ExchangeFailure.TIMEOUT));
            await().atMost(Duration.ofSeconds(20)).until(() -> quick.client().figures(target).garbledCount() == 3
                    || quick.client().figures(target).strayCount() > 0);
        }
    }

    /** The reply to a command that was given up is none to the next one. */
    @Test
    void shouldNotTakeALateReplyForAnother() throws IOException {
        ConcurrentLinkedQueue<String> late = new ConcurrentLinkedQueue<>();
        relay.answering((cookie, _) -> {
            late.add(cookie + " d6:result4:latee");
            return List.of();
        });
        try (RelayPool once = open(Duration.ofSeconds(2), 1, 10, 10)) {
            once.replace(SocketLists.parse(relay.url()));
            RelayNode target = once.sets().snapshot().displayedNodes().getFirst();
            assertThat(once.client().exchange(target, "query", QUERY).join()).isInstanceOf(ExchangeOutcome.NoReply.class);
            assertThat(late).hasSize(1);
            relay.answering((cookie, _) -> List.of(late.peek(), cookie + " d6:result2:oke", late.peek()));
            assertThat(once.client().exchange(target, "query", QUERY).join()).isInstanceOfSatisfying(
                    ExchangeOutcome.Reply.class,
                    reply -> assertThat(new String(reply.payload(), StandardCharsets.ISO_8859_1)).isEqualTo("d6:result2:oke"));
            await().atMost(Duration.ofSeconds(20)).until(() -> once.client().figures(target).strayCount() == 2);
        }
    }

    @Test
    void shouldNotBelieveAStranger() throws Exception {
        CompletableFuture<Integer> clientPort = new CompletableFuture<>();
        try (DatagramSocket real = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                DatagramSocket stranger = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            pool.replace(SocketLists.parse("udp:127.0.0.1:" + real.getLocalPort()));
            Thread.ofVirtual().start(() -> {
                try {
                    DatagramPacket request = new DatagramPacket(new byte[1000], 1000);
                    real.receive(request);
                    String cookie = new String(request.getData(), 0, request.getLength(), StandardCharsets.ISO_8859_1).split(" ")[0];
                    byte[] forged = (cookie + " d6:result6:forgede").getBytes(StandardCharsets.ISO_8859_1);
                    stranger.send(new DatagramPacket(forged, forged.length, request.getSocketAddress()));
                    clientPort.complete(request.getPort());
                } catch (IOException e) {
                    clientPort.completeExceptionally(e);
                }
            });
            CompletableFuture<ExchangeOutcome> outcome = query();
            clientPort.join();
            assertThat(outcome.join()).isInstanceOf(ExchangeOutcome.NoReply.class);
        }
    }

    @Test
    void shouldSendFromTheGivenAddress() throws Exception {
        ClientOptions options = new ClientOptions(
                Duration.ofSeconds(5), 1, Duration.ofMinutes(1), 10, 10, Optional.of(InetAddress.getByName("127.0.0.2")), OptionalInt.of(0xb8));
        try (DatagramSocket real = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                RelayPool other = new RelayPool(new NgProtocol(), options, RelayClock.system(), new Random(1))) {
            other.replace(SocketLists.parse("udp:127.0.0.1:" + real.getLocalPort()));
            var _ = other.client().ping(other.sets().snapshot().displayedNodes().getFirst());
            DatagramPacket request = new DatagramPacket(new byte[1000], 1000);
            real.receive(request);
            assertThat(request.getAddress().getHostAddress()).isEqualTo("127.0.0.2");
        }
    }

    @Test
    void shouldTellAtOnceWhenNobodyListens() {
        relay.close();
        long startNs = System.nanoTime();
        assertThat(query().join()).isInstanceOfSatisfying(
                ExchangeOutcome.NoReply.class, outcome -> assertThat(outcome.failure()).isEqualTo(ExchangeFailure.UNREACHABLE));
        assertThat(Duration.ofNanos(System.nanoTime() - startNs)).as("not a timeout").isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void shouldRefuseWhatNoDatagramCarries() {
        byte[] huge = BencodeWriter.toBytes(NgDict.builder().put("command", "offer").put("sdp", "x".repeat(70_000)).build());
        assertThat(pool.client().exchange(node(), "offer", huge).join()).isInstanceOfSatisfying(
                ExchangeOutcome.NoReply.class, outcome -> assertThat(outcome.failure()).isEqualTo(ExchangeFailure.TOO_LONG));
    }

    @Test
    void shouldLimitWhatIsInFlightAndWhatWaits() throws IOException {
        relay.silent();
        try (RelayPool small = open(Duration.ofSeconds(20), 1, 2, 3)) {
            small.replace(SocketLists.parse(relay.url()));
            RelayNode target = small.sets().snapshot().displayedNodes().getFirst();
            List<CompletableFuture<ExchangeOutcome>> asked = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                asked.add(small.client().exchange(target, "query", QUERY));
            }
            assertThat(asked.get(5).join()).isInstanceOfSatisfying(
                    ExchangeOutcome.NoReply.class, outcome -> assertThat(outcome.failure()).isEqualTo(ExchangeFailure.BUSY));
            await().atMost(Duration.ofSeconds(10)).until(() -> relay.cookies().size() == 2);
            relay.answering(FakeRelay::politeAnswer);
            assertThat(small.client().ping(target).join()).as("a ping does not queue").isTrue();
            target.onFailure(Duration.ofMinutes(1), "found dead by another command");
            for (int i = 2; i < 5; i++) {
                assertThat(asked.get(i).join()).isInstanceOfSatisfying(
                        ExchangeOutcome.NoReply.class,
                        outcome -> assertThat(outcome.failure()).isEqualTo(ExchangeFailure.NODE_DISABLED));
            }
            assertThat(asked.get(0)).isNotDone();
        }
    }

    @Test
    void shouldSendWhatWaitedWhenItsTurnComes() throws IOException {
        try (RelayPool small = open(Duration.ofSeconds(20), 1, 1, 100)) {
            small.replace(SocketLists.parse(relay.url()));
            RelayNode target = small.sets().snapshot().displayedNodes().getFirst();
            List<CompletableFuture<ExchangeOutcome>> asked = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                asked.add(small.client().exchange(target, "query", QUERY));
            }
            assertThat(asked).allSatisfy(outcome -> assertThat(outcome.join()).isInstanceOf(ExchangeOutcome.Reply.class));
        }
    }

    @Test
    void shouldFailWhatIsUnderWayWhenClosed() {
        relay.silent();
        CompletableFuture<ExchangeOutcome> outcome = query();
        pool.close();
        assertThat(outcome.join()).isInstanceOfSatisfying(
                ExchangeOutcome.NoReply.class, failed -> assertThat(failed.failure()).isEqualTo(ExchangeFailure.CLOSED));
        assertThat(query().join()).isInstanceOf(ExchangeOutcome.NoReply.class);
    }

    /** A caller that is interrupted must not take the socket away from everybody. */
    @Test
    void shouldSurviveInterruptedCallers() throws InterruptedException {
        for (int i = 0; i < 50; i++) {
            Thread caller = Thread.ofVirtual().start(() -> {
                Thread.currentThread().interrupt();
                query().join();
            });
            caller.interrupt();
            caller.join();
        }
        assertThat(query().join()).isInstanceOf(ExchangeOutcome.Reply.class);
    }

    @Test
    void shouldRecoverByPing() {
        relay.silent();
        node().onFailure(Duration.ZERO, "silent");
        pool.watch().probe(node());
        await().atMost(Duration.ofSeconds(20)).until(() -> node().status().condition() == NodeCondition.DISABLED_UNTIL);
        relay.answering(FakeRelay::politeAnswer);
        pool.watch().probeAndWait(List.of(node()));
        assertThat(node().isEnabled()).isTrue();
    }

    private static final class SocketLists {
        static List<RelayDefinition> parse(String list) {
            return new SocketListParser(SocketListParser.Grammar.KAMAILIO, 0).parse(list);
        }
    }
}
