package dev.patchbay.ng;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.door.CookieCache;
import dev.patchbay.door.DatagramDoor;
import dev.patchbay.door.UdpClient;
import dev.patchbay.metrics.ControlTally;
import dev.patchbay.net.IpAddress;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.ngvalue.NgDict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NgUdpServerTest {

    private static final IpAddress LOOPBACK = IpAddress.literal("127.0.0.1");

    private final AtomicInteger dispatched = new AtomicInteger();
    private final CountDownLatch mayAnswer = new CountDownLatch(1);

    private NgDict dispatch(NgDict request, TransportAddress peer) {
        int number = dispatched.incrementAndGet();
        if (request.string("command").orElse("").equals("slow")) {
            try {
                mayAnswer.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return NgDict.builder().put("result", "pong").put("number", number).build();
    }

    private NgUdpServer open(Optional<IpAddress> ip) throws IOException {
        NgExchange exchange =
                new NgExchange(this::dispatch, new CookieCache(System::nanoTime), new ControlTally(), System::nanoTime);
        return NgUdpServer.open(ip, 0, 184, exchange);
    }

    @Test
    void shouldReplyFromTheSocketThatWasAsked() throws Exception {
        try (NgUdpServer server = open(Optional.of(LOOPBACK));
                UdpClient client = new UdpClient(server.localAddress())) {
            assertThat(client.ask("c1 d7:command4:pinge")).isEqualTo("c1 d6:result4:pong6:numberi1ee");
            assertThat(client.ask("c2 {\"command\":\"ping\"}")).isEqualTo("c2 {\"result\":\"pong\",\"number\":2}");
            server.setTos(0);
            assertThat(client.ask("c3 d7:command4:pinge")).startsWith("c3 ");
            assertThat(server.counts().answered()).isEqualTo(3);
        }
    }

    @Test
    void shouldServeBothFamiliesWhenBoundToAny() throws Exception {
        try (NgUdpServer server = open(Optional.empty())) {
            int port = server.localAddress().port();
            for (String address : List.of("127.0.0.1", "::1")) {
                try (UdpClient client = new UdpClient(TransportAddress.of(address, port))) {
                    assertThat(client.ask(address + " d7:command4:pinge")).startsWith(address + " d6:result4:pong");
                }
            }
        }
    }

    @Test
    void shouldGiveTwentyCopiesOfOneRequestTheSameReply() throws Exception {
        List<UdpClient> clients = new ArrayList<>();
        try (NgUdpServer server = open(Optional.of(LOOPBACK))) {
            for (int i = 0; i < 20; i++) {
                clients.add(new UdpClient(server.localAddress()));
                clients.getLast().send("same d7:command4:slowe");
            }
            while (server.counts().received() < 20) {
                Thread.yield();
            }
            mayAnswer.countDown();
            for (UdpClient client : clients) {
                assertThat(client.receive()).contains("same d6:result4:pong6:numberi1ee");
            }
            assertThat(dispatched).hasValue(1);
        } finally {
            clients.forEach(UdpClient::close);
        }
    }

    @Test
    void shouldGoOnAfterAFloodOfJunk() throws Exception {
        Random random = new Random(20_250_614);
        try (NgUdpServer server = open(Optional.of(LOOPBACK));
                UdpClient junk = new UdpClient(server.localAddress());
                UdpClient client = new UdpClient(server.localAddress())) {
            for (int i = 0; i < 20_000; i++) {
                byte[] datagram = new byte[random.nextInt(random.nextInt(100) == 0 ? 60_000 : 40)];
                random.nextBytes(datagram);
                junk.send(datagram);
            }
            junk.send(new byte[0]);
            String reply = askUntilAnswered(client, "after d7:command4:pinge");
            assertThat(reply).startsWith("after d6:result4:pong");
            assertThat(server.counts().failed()).isZero();
            assertThat(server.counts().received()).isPositive();
        }
    }

    @Test
    void shouldDropAndCountRequestsBeyondTheLimit() throws Exception {
        try (NgUdpServer server = open(Optional.of(LOOPBACK));
                UdpClient client = new UdpClient(server.localAddress())) {
            int sent = 0;
            while (server.counts().overloaded() == 0) {
                client.send("c" + sent++ + " d7:command4:slowe");
                while (server.counts().received() < sent - 50) {
                    Thread.yield();
                }
            }
            mayAnswer.countDown();
            assertThat(askUntilAnswered(client, "c0 d7:command4:slowe")).contains("d6:result4:pong");
            assertThat(server.counts().received() - server.counts().overloaded())
                    .isGreaterThanOrEqualTo(DatagramDoor.MAX_IN_FLIGHT);
        }
    }

    @Test
    void shouldCloseWhileRequestsAreWaiting() throws Exception {
        NgUdpServer server = open(Optional.of(LOOPBACK));
        try (UdpClient client = new UdpClient(server.localAddress())) {
            client.send("c d7:command4:slowe");
            while (dispatched.get() == 0) {
                Thread.yield();
            }
            server.close();
            server.close();
            mayAnswer.countDown();
        }
    }

    /** Loopback may drop what the flood left no room for: ask as a client does, again with the same cookie. */
    private static String askUntilAnswered(UdpClient client, String request) throws IOException {
        for (int i = 0; i < 30; i++) {
            client.send(request);
            Optional<String> reply = client.receive(1000);
            if (reply.isPresent()) {
                return reply.get();
            }
        }
        throw new AssertionError("no reply to " + request);
    }
}
