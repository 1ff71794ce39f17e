package dev.patchbay.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ControlClientTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, -ip 127.0.0.1 -port PORT",
        "127.0.0.1, -port PORT",
        "127.0.0.1, --ip 127.0.0.1:PORT",
        "127.0.0.1, -ip localhost:PORT",
        "::1, -ip ::1 -port PORT",
        "::1, -ip [::1]:PORT",
        "::1, -port PORT -ip [::1]",
    })
    void shouldSendOneLineAndPrintTheAnswer(String address, String options) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            CompletableFuture<String> request = CompletableFuture.supplyAsync(() -> answerOnce(server, "Success\nä\n"));
            String line = options.replace("PORT", Integer.toString(server.getLocalPort())) + " set loglevel 7";

            assertThat(run(line.split(" "))).isZero();
            assertThat(request.get()).isEqualTo("set loglevel 7");
            assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("Success\nä\n");
        }
    }

    @Test
    void shouldFailWhenNobodyListens() throws IOException {
        int port;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = server.getLocalPort();
        }

        assertThat(run("-port", Integer.toString(port), "list", "numsessions")).isEqualTo(1);
        assertThat(errors()).startsWith("ctl: no answer from 127.0.0.1:" + port + ": ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-bogus list", "-port", "-port x list", "-port 99999 list", "-ip a:b list", "-port 5"})
    void shouldExplainItselfWhenCalledWrongly(String line) {
        assertThat(run(line.split(" "))).isEqualTo(1);
        assertThat(errors()).startsWith("ctl: ").contains("Usage: ctl [-ip ADDRESS[:PORT]] [-port PORT] COMMAND...");
    }

    @Test
    void shouldPrintItsUsage() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("Usage: ctl");
    }

    private int run(String... arguments) {
        ControlClient client = new ControlClient(
                "ctl",
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return client.run(List.of(arguments));
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static String answerOnce(ServerSocket server, String answer) {
        try (Socket connection = server.accept();
                BufferedReader request = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            String line = request.readLine();
            connection.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
            return line;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
