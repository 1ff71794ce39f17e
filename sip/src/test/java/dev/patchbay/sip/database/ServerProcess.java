package dev.patchbay.sip.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A database server's process: ours, in a folder of its own, ended by its process id. */
final class ServerProcess {

    /** Generous: the machine may be busy with other things. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Process process;
    private final Path log;

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Skips the test without the package; fails it where continuous integration should have installed it. */
    static void assumeInstalled(Path program, String debianPackage) {
        String missing = program + " is not there: install the Debian package " + debianPackage;
        if (System.getenv("CI") != null) {
            assertThat(Files.isExecutable(program)).as(missing).isTrue();
        }
        Assumptions.assumeTrue(Files.isExecutable(program), missing);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Runs a program to its end. */
    static void run(Path folder, List<String> command) throws IOException, InterruptedException {
        Path log = folder.resolve("setup.log");
        Process process = start(folder, log, command);
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(command + ": " + Files.readString(log));
        }
    }

    /** Starts a server and waits until it lets somebody in. */
    static ServerProcess start(Path folder, List<String> command, DatabaseServer server) throws IOException {
        Path log = folder.resolve("server.log");
        ServerProcess started = new ServerProcess(start(folder, log, command), log);
        try {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> started.letsIn(server));
        } catch (RuntimeException e) {
            started.process.destroyForcibly();
            throw new IOException(command + ": " + Files.readString(log), e);
        }
        return started;
    }

    private boolean letsIn(DatabaseServer server) throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("it ended: " + Files.readString(log));
        }
        try {
            server.execute("SELECT 1");
            return true;
        } catch (java.sql.SQLException _) {
            return false;
        }
    }

    private static Process start(Path folder, Path log, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        return builder.redirectInput(new File("/dev/null")).redirectOutput(log.toFile()).start();
    }

    /** @param signal what makes this kind of server end at once but properly */
    void stop(String signal) throws IOException {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
            if (process.waitFor(30, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
