package dev.patchbay.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.net.IpAddress;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CliServerTest {

    private static final Optional<IpAddress> LOOPBACK = Optional.of(IpAddress.literal("127.0.0.1"));

    private static CliServer open(Duration patience) throws IOException {
        return CliServer.open(LOOPBACK, 0, line -> {
            if (line.equals("fault")) {
                throw new IllegalStateException("fault");
            }
            return "[" + line + "]\n";
        }, patience, System::nanoTime);
    }

    @Test
    void shouldAnswerOneLineAndClose() throws Exception {
        try (CliServer server = open(CliServer.PATIENCE)) {
            assertThat(ask(server, "list maxsessions\n")).isEqualTo("[list maxsessions]\n");
            assertThat(ask(server, "list maxsessions\r\nlist maxcpu\n")).isEqualTo("[list maxsessions]\n");
            assertThat(ask(server, "\n\r\n a \u00e9\n")).isEqualTo("[a \u00e9]\n");
            assertThat(ask(server, "x".repeat(1024) + "\n")).hasSize(1027);
        }
    }

    @Test
    void shouldPutPartsTogetherAndTakeTheEndForALineEnd() throws Exception {
        try (CliServer server = open(CliServer.PATIENCE);
                Socket client = connect(server)) {
            for (String part : List.of("list", " max", "sessions")) {
                client.getOutputStream().write(part.getBytes(ISO_8859_1));
                client.getOutputStream().flush();
            }
            client.shutdownOutput();
            assertThat(readAll(client)).isEqualTo("[list maxsessions]\n");
        }
    }

    @Test
    void shouldNotAnswerALineThatIsTooLongOrEmpty() throws Exception {
        try (CliServer server = open(CliServer.PATIENCE)) {
            assertThat(ask(server, "x".repeat(1025))).isEmpty();
            assertThat(ask(server, "x".repeat(5000) + "\n")).isEmpty();
            try (Socket client = connect(server)) {
                client.shutdownOutput();
                assertThat(readAll(client)).isEmpty();
            }
        }
    }

    @Test
    void shouldCloseConnectionsThatSayNothingOrDribble() throws Exception {
        try (CliServer server = open(Duration.ofMillis(300));
                Socket silent = connect(server);
                Socket dribbling = connect(server)) {
            long startNs = System.nanoTime();
            try {
                while (System.nanoTime() - startNs < Duration.ofSeconds(20).toNanos()) {
                    dribbling.getOutputStream().write('x');
                }
            } catch (IOException _) {
                // closed by the server, as it should be
            }
            assertThat(readAll(silent)).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - startNs)).isLessThan(Duration.ofSeconds(15));
        }
    }

    @Test
    void shouldRefuseConnectionsBeyondTheLimitAndServeAgainLater() throws Exception {
        List<Socket> clients = new ArrayList<>();
        try (CliServer server = open(CliServer.PATIENCE)) {
            for (int i = 0; i < CliServer.MAX_CONNECTIONS; i++) {
                clients.add(connect(server));
            }
            assertThat(ask(server, "a\n")).isEmpty();
            assertThat(server.refusedConnections()).isEqualTo(1);
            for (Socket client : clients) {
                client.close();
            }
            String answer = "";
            while (answer.isEmpty()) {
                answer = ask(server, "a\n");
            }
            assertThat(answer).isEqualTo("[a]\n");
        }
    }

    @Test
    void shouldGoOnAfterJunkAndFaults() throws Exception {
        Random random = new Random(20_250_615);
        try (CliServer server = open(CliServer.PATIENCE)) {
            for (int i = 0; i < 200; i++) {
                byte[] junk = new byte[random.nextInt(3000)];
                random.nextBytes(junk);
                ask(server, new String(junk, ISO_8859_1) + "\n");
            }
            assertThat(ask(server, "fault\n")).isEmpty();
            assertThat(ask(server, "a\n")).isEqualTo("[a]\n");
        }
    }

    @Test
    void shouldCloseWithConnectionsOpen() throws Exception {
        CliServer server = open(CliServer.PATIENCE);
        try (Socket client = connect(server)) {
            while (ask(server, "a\n").isEmpty()) {
                Thread.yield();
            }
            server.close();
            server.close();
            assertThat(readAll(client)).isEmpty();
        }
    }

    @Test
    void shouldServeBothFamiliesWhenBoundToAny() throws Exception {
        try (CliServer server = CliServer.open(Optional.empty(), 0, line -> line, System::nanoTime)) {
            for (String address : List.of("127.0.0.1", "::1")) {
                try (Socket client = new Socket(address, server.localAddress().port())) {
                    client.getOutputStream().write("hello\n".getBytes(ISO_8859_1));
                    assertThat(readAll(client)).isEqualTo("hello");
                }
            }
        }
    }

    private static Socket connect(CliServer server) throws IOException {
        Socket socket = new Socket();
        socket.connect(server.localAddress().toInetSocketAddress(), 5000);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static String ask(CliServer server, String octets) throws IOException {
        try (Socket client = connect(server)) {
            client.getOutputStream().write(octets.getBytes(ISO_8859_1));
            return readAll(client);
        } catch (SocketException _) {
            return ""; // closed with something unread
        }
    }

    private static String readAll(Socket client) throws IOException {
        try {
            return new String(client.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (SocketException _) {
            return "";
        }
    }
}
