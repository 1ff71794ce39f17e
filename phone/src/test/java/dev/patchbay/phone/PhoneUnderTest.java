package dev.patchbay.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;

/** The command running in a thread of the test, with what it prints. */
final class PhoneUnderTest implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final CompletableFuture<Integer> status = new CompletableFuture<>();
    private final PhoneCommand command = new PhoneCommand(
            "phone",
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            System::nanoTime,
            InstantSource.system(),
            new SecureRandom());

    private PhoneUnderTest(List<String> arguments) {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                status.complete(command.run(arguments));
            } catch (InterruptedException | RuntimeException | Error e) {
                status.completeExceptionally(e);
            }
        });
    }

    /** @param line options, separated by single spaces */
    static PhoneUnderTest start(String line) {
        List<String> arguments = new ArrayList<>(List.of(line.split(" ")));
        arguments.add("--json");
        return new PhoneUnderTest(arguments);
    }

    /** Waits for a word of progress. */
    PhoneUnderTest awaitSaid(String text) {
        Awaitility.await(text).atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> {
            if (said().contains(text)) {
                return true;
            }
            assertThat(status.isDone()).as("still running, having said: %s", said()).isFalse();
            return false;
        });
        return this;
    }

    String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    void stop() {
        command.stop();
    }

    int awaitStatus() throws Exception {
        try {
            return status.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("the phone still runs, having said: " + said(), e);
        }
    }

    /** The report, once the command has ended. */
    String report() throws Exception {
        awaitStatus();
        return out.toString(StandardCharsets.UTF_8);
    }

    /** A number in the report. */
    double figure(String name) throws Exception {
        String report = report();
        String key = "\"" + name + "\":";
        assertThat(report).contains(key);
        return Double.parseDouble(report.substring(report.indexOf(key) + key.length()).split("[,}]")[0]);
    }

    static int freePort(String address) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName(address))) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        command.stop();
    }
}
