package dev.patchbay.system.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.golden.GoldenJson;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a relay's control port has to stand: copies, vanished clients, junk, and its own end with calls up. */
@Timeout(60)
class RelayRobustnessTest {
    /** Below the ports that systems hand out to clients, and of this test alone: it counts who has them. */
    private static final int PORT_MIN = 22_000;
    private static final int PORT_MAX = 22_999;
    private static final int REPLY_TIMEOUT_MS = 5_000;
    private static final Duration END_TIMEOUT = Duration.ofSeconds(5);
    private static final Pattern AUDIO_PORT = Pattern.compile("m=audio (\\d+) ");
    private static final long SEED = 20_230_517;

    private RelayProcess relay;

    @BeforeEach
    void startRelay() throws Exception {
        relay = RelayProcess.start(RelayUnderTest.chosen(), List.of(
                "--interface=127.0.0.1", "--port-min=" + PORT_MIN, "--port-max=" + PORT_MAX, "--delete-delay=0"));
    }

    @AfterEach
    void stopRelay() {
        if (relay != null) {
            relay.close();
        }
    }

    @Test
    void shouldAnswerTwentyCopiesOfOneOfferAlike() throws Exception {
        int copies = 20;
        byte[] request = ("the-same-cookie " + GoldenJson.print(offer("copies"))).getBytes(StandardCharsets.UTF_8);
        CountDownLatch allReady = new CountDownLatch(copies);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> replies = new ArrayList<>();
            for (int i = 0; i < copies; i++) {
                replies.add(threads.submit(() -> {
                    try (DatagramSocket socket = new DatagramSocket()) {
                        socket.setSoTimeout(REPLY_TIMEOUT_MS);
                        allReady.countDown();
                        allReady.await();
                        socket.send(new DatagramPacket(request, request.length, relay.control()));
                        DatagramPacket reply = new DatagramPacket(new byte[4096], 4096);
                        socket.receive(reply);
                        return new String(reply.getData(), 0, reply.getLength(), StandardCharsets.UTF_8);
                    }
                }));
            }
            Set<String> different = new HashSet<>();
            for (Future<String> reply : replies) {
                different.add(reply.get());
            }
            assertThat(different).hasSize(1).allSatisfy(reply -> assertThat(reply).startsWith("the-same-cookie ").contains("m=audio"));
        }
        // One offer takes a pair of ports towards each side, however often it was sent.
        assertThat(boundPorts()).isEqualTo(4);
    }

    @Test
    void shouldEndWithCallsUpAndLeaveNoPortBehind() throws Exception {
        for (int i = 0; i < 50; i++) {
            call("up-" + i);
        }
        assertThat(boundPorts()).isEqualTo(200);
        assertThat(relay.terminate(END_TIMEOUT)).isEqualTo(0);
        assertThat(boundPorts()).isEqualTo(0);
    }

    @Test
    void shouldOutliveClientsThatVanish() throws Exception {
        for (int i = 0; i < 200; i++) {
            byte[] request = ("gone-" + i + " " + GoldenJson.print(offer("gone-" + i))).getBytes(StandardCharsets.UTF_8);
            try (DatagramSocket socket = new DatagramSocket()) {
                socket.send(new DatagramPacket(request, request.length, relay.control()));
            }
        }
        Awaitility.await("every offer is served").atMost(Duration.ofSeconds(10)).until(() -> calls().size() == 200);
        call("after");
        for (Object callId : calls()) {
            relay.ng().request(Map.of("command", "delete", "call-id", callId));
        }
        assertThat(calls()).isEmpty();
        Awaitility.await("ports are free").atMost(Duration.ofSeconds(10)).until(() -> boundPorts() == 0);
    }

    @Test
    void shouldCarryCallThroughJunk() throws Exception {
        int port = call("junk");
        Random random = new Random(SEED);
        List<String> seeds = List.of(GoldenJson.print(offer("junk-x")), "d7:command4:pinge", "d3:sdp9999:v=0e", "{\"command\": {", "li1ei2ee", "d7:command5:offere");
        try (DatagramSocket socket = new DatagramSocket()) {
            for (int i = 0; i < 5_000; i++) {
                byte[] junk = ("c" + i + " " + seeds.get(random.nextInt(seeds.size()))).getBytes(StandardCharsets.UTF_8);
                for (int changes = random.nextInt(5); changes >= 0; changes--) {
                    junk[random.nextInt(junk.length)] = (byte) random.nextInt(256);
                }
                int length = random.nextInt(junk.length) + 1;
                socket.send(new DatagramPacket(junk, length, relay.control()));
                byte[] media = new byte[random.nextInt(64)];
                random.nextBytes(media);
                socket.send(new DatagramPacket(media, media.length, new InetSocketAddress("127.0.0.1", port + (i & 1))));
                if (i % 100 == 0) {
                    // Do not outrun the relay's socket buffers: lost junk proves nothing.
                    assertThat(relay.ng().request(Map.of("command", "ping"))).containsEntry("result", "pong");
                }
            }
        }
        Map<String, Object> again = offer("junk");
        again.put("to-tag", "b");
        assertThat(audioPort(relay.ng().request(again))).isBetween(PORT_MIN, PORT_MAX);
        call("after-junk");
    }

    /** Offer and answer; returns the relay port the caller sends to. */
    private int call(String callId) throws IOException {
        audioPort(relay.ng().request(offer(callId)));
        Map<String, Object> answer = offer(callId);
        answer.put("command", "answer");
        answer.put("to-tag", "b");
        return audioPort(relay.ng().request(answer));
    }

    private List<?> calls() throws IOException {
        return (List<?>) relay.ng().request(Map.of("command", "list", "limit", 1000)).get("calls");
    }

    private static Map<String, Object> offer(String callId) {
        Map<String, Object> offer = new LinkedHashMap<>();
        offer.put("command", "offer");
        offer.put("call-id", callId);
        offer.put("from-tag", "a");
        offer.put("sdp", "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\n");
        return offer;
    }

    private static int audioPort(Map<String, Object> reply) {
        Matcher matcher = AUDIO_PORT.matcher(String.valueOf(reply.get("sdp")));
        assertThat(matcher.find()).as("audio section in %s", reply).isTrue();
        return Integer.parseInt(matcher.group(1));
    }

    /** How many of the relay's ports are taken: those that cannot be bound. */
    private static int boundPorts() throws IOException {
        int bound = 0;
        for (int port = PORT_MIN; port <= PORT_MAX; port++) {
            try (DatagramSocket probe = new DatagramSocket(new InetSocketAddress("127.0.0.1", port))) {
                assertThat(probe.isBound()).isTrue();
            } catch (BindException taken) {
                bound++;
            }
        }
        return bound;
    }
}
