package dev.patchbay.rtpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.door.UdpClient;
import dev.patchbay.net.IpAddress;
import dev.patchbay.net.TransportAddress;
import dev.patchbay.rtppwire.RtppCommand;
import dev.patchbay.rtppwire.RtppReply;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RtppUdpServerTest {

    private final List<RtppCommand.OfCall> dispatched = new CopyOnWriteArrayList<>();
    private RtppUdpServer server;
    private UdpClient client;

    @BeforeEach
    void open() throws IOException {
        server = RtppUdpServer.open(
                Optional.of(IpAddress.literal("127.0.0.1")), 0, 0, this::dispatch, System::nanoTime);
        client = new UdpClient(server.localAddress());
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private RtppReply dispatch(RtppCommand.OfCall command, TransportAddress peer) {
        dispatched.add(command);
        return switch (command) {
            case RtppCommand.Update(_, var callId, _, _, _, _) -> {
                if (callId.equals("fault")) {
                    throw new IllegalStateException("fault");
                }
                yield new RtppReply.Allocated(TransportAddress.of("127.0.0.1", 40000));
            }
            case RtppCommand.Lookup _ -> new RtppReply.NoCall();
            case RtppCommand.Delete _ -> new RtppReply.Deleted();
            case RtppCommand.Query _ -> new RtppReply.Statistics(60, 5, 6);
        };
    }

    @Test
    void shouldAnswerCommandsAboutCalls() throws IOException {
        assertThat(client.ask("88_4 Uc0 1-94@10.77.1.1 10.77.1.1 33000 94a1;1\n")).isEqualTo("88_4 40000 127.0.0.1 4\n");
        assertThat(client.ask("88_5 Lc0 1-94@10.77.1.1 10.77.2.1 32000 94a1;1 93b1;1")).isEqualTo("88_5 0 0.0.0.0\n");
        assertThat(client.ask("88_6 D 1-94@10.77.1.1 94a1 93b1")).isEqualTo("88_6 0\n");
        assertThat(client.ask("88_7 Q 1-94@10.77.1.1 94a1;1 93b1;1")).isEqualTo("88_7 60 5 6 0 0\n");
        assertThat(dispatched).hasSize(4);
    }

    @Test
    void shouldAnswerVersionQuestionsByItself() throws IOException {
        assertThat(client.ask("88_0 V")).isEqualTo("88_0 20040107\n");
        assertThat(client.ask("88_1 VF 20050322")).isEqualTo("88_1 1\n");
        assertThat(client.ask("88_2 VF 20081102")).isEqualTo("88_2 0\n");
        assertThat(dispatched).isEmpty();
    }

    @Test
    void shouldAnswerWhatItCannotReadAsRtpengineDoes() throws IOException {
        assertThat(client.ask("1 U c10 127.0.0.1 4000 ft")).isEqualTo("1 4000 127.0.0.1\n");
        assertThat(client.ask("2 U c10 127.0.0.1")).isEqualTo("2 E8\n");
        assertThat(client.ask("3 I")).isEqualTo("3 E8\n");
        assertThat(client.ask("cookie")).isEqualTo("cookie E8\n");
        assertThat(dispatched).isEmpty();
    }

    @Test
    void shouldAnswerRetransmissionsFromTheCache() throws IOException {
        assertThat(client.ask("7 D c a")).isEqualTo("7 0\n");
        assertThat(client.ask("7 D c a")).isEqualTo("7 0\n");
        assertThat(dispatched).hasSize(1);
    }

    @Test
    void shouldFailARequestThatTheRelayFailsOn() throws IOException {
        assertThat(client.ask("1 U fault 127.0.0.1 4000 ft;1")).isEqualTo("1 E8\n");
        assertThat(client.ask("2 V")).isEqualTo("2 20040107\n");
    }

    @Test
    void shouldGoOnAfterAFloodOfJunk() throws IOException {
        Random random = new Random(20_250_616);
        try (UdpClient junk = new UdpClient(server.localAddress())) {
            for (int i = 0; i < 10_000; i++) {
                byte[] datagram = new byte[random.nextInt(60)];
                random.nextBytes(datagram);
                junk.send(datagram);
            }
        }
        Optional<String> reply = Optional.empty();
        for (int i = 0; i < 30 && reply.isEmpty(); i++) {
            client.send("after V");
            reply = client.receive(1000);
        }
        assertThat(reply).contains("after 20040107\n");
        assertThat(server.counts().failed()).isZero();
    }
}
