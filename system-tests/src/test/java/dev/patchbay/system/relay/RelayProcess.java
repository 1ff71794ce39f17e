package dev.patchbay.system.relay;

import dev.patchbay.system.net.ChildProcess;
import dev.patchbay.system.net.NetNamespace;
import dev.patchbay.system.net.WorkFolder;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A running relay with an ng client for it. Whoever starts it closes it; closing ends the process and waits for its end.
 */
public final class RelayProcess implements AutoCloseable {
    private static final long START_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(90);
    private static final int FIRST_PING_TIMEOUT_MS = 100;

    private final ChildProcess process;
    private final NgClient client;
    private final InetSocketAddress control;

    private RelayProcess(ChildProcess process, NgClient client, InetSocketAddress control) {
        this.process = process;
        this.client = client;
        this.control = control;
    }

    /** Starts a relay on this machine's loopback, its control port being one that is free; see the other {@code start}. */
    public static RelayProcess start(RelayUnderTest relay, List<String> options) throws IOException, InterruptedException {
        return start(relay, Optional.empty(), freeUdpPort(), options);
    }

    /**
     * Starts a relay and returns when it answers a ping.
     *
     * @param namespace where it runs; empty: where the test runs
     * @param controlPort UDP port of the ng protocol on 127.0.0.1
     * @param options beside those for control, foreground and logging
     */
    public static RelayProcess start(RelayUnderTest relay, Optional<NetNamespace> namespace, int controlPort, List<String> options)
            throws IOException, InterruptedException {
        return start(List.of(), relay, namespace, controlPort, options);
    }

    /**
     * Starts a relay by another program, such as {@code setpriv}.
     *
     * @param starter that program with its arguments; it must become the relay
     */
    public static RelayProcess start(
            List<String> starter, RelayUnderTest relay, Optional<NetNamespace> namespace, int controlPort, List<String> options)
            throws IOException, InterruptedException {
        Path folder = WorkFolder.create("relay");
        Path log = folder.resolve("log");
        List<String> command = new ArrayList<>(starter);
        command.addAll(List.of(
                relay.program().toString(), "--table=-1", "--config-file=none", "--listen-ng=127.0.0.1:" + controlPort, "--foreground",
                "--log-stderr", "--log-level=6", "--num-threads=2", "--pidfile=" + folder.resolve("pid")));
        command.addAll(options);
        ChildProcess process = namespace.isPresent() ? namespace.get().start("relay", command, log) : ChildProcess.start("relay", command, log);
        try {
            InetSocketAddress any = new InetSocketAddress("127.0.0.1", 0);
            DatagramSocket socket = namespace.isPresent() ? namespace.get().udpSocket(any) : new DatagramSocket(any);
            InetSocketAddress control = new InetSocketAddress("127.0.0.1", controlPort);
            RelayProcess started = new RelayProcess(process, new NgClient(socket, control), control);
            started.awaitPing();
            return started;
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.close();
            throw e;
        }
    }

    /** An ng client in the relay's own namespace; one thread at a time. */
    public NgClient ng() {
        return client;
    }

    /** What the relay has logged so far. */
    public String log() {
        return process.output();
    }

    /** Asks the relay to end (SIGTERM), waits and returns its exit status. */
    public int terminate(Duration atMost) throws InterruptedException {
        process.terminate();
        return process.awaitExit(atMost);
    }

    /** Ends it without giving it a chance to clean up (SIGKILL), and waits. */
    public void kill() throws InterruptedException {
        process.kill();
    }

    /** Has it stand still (SIGSTOP) until {@link #resume}. */
    public void pause() throws IOException, InterruptedException {
        process.signal("STOP");
    }

    public void resume() throws IOException, InterruptedException {
        process.signal("CONT");
    }

    /** Where its ng protocol listens. */
    public InetSocketAddress control() {
        return control;
    }

    @Override
    public void close() {
        client.close();
        process.close();
    }

    private static int freeUdpPort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
            return socket.getLocalPort();
        }
    }

    private void awaitPing() throws IOException {
        long deadlineNs = System.nanoTime() + START_TIMEOUT_NS;
        while (!client.isAnswering(FIRST_PING_TIMEOUT_MS)) {
            if (!process.isAlive() || System.nanoTime() > deadlineNs) {
                throw new IOException("the relay did not start: " + process.output());
            }
        }
    }
}
