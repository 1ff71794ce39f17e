package dev.patchbay.system.sip;

import dev.patchbay.proxy.testing.TestProxy;
import dev.patchbay.system.net.ChildProcess;
import dev.patchbay.system.net.NetNamespace;
import dev.patchbay.system.net.WorkFolder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;

/**
 * One sipp that plays a scenario of {@code src/test/resources/sipp} by itself, once or many times over, and says at its end whether all
 * went as the scenario wants. Close it to end it.
 */
public final class SippRun implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    private final ChildProcess process;
    private final Path folder;
    private final InetSocketAddress local;

    private SippRun(ChildProcess process, Path folder, InetSocketAddress local) {
        this.process = process;
        this.folder = folder;
        this.local = local;
    }

    /** Where a sipp runs: a namespace and an address there. */
    public record Host(Optional<NetNamespace> namespace, String ip) {

        public static final Host LOOPBACK = new Host(Optional.empty(), "127.0.0.1");
    }

    /** Starts one that is called; it listens when this returns. */
    public static SippRun callee(String scenario, String... options) throws IOException {
        SippRun run = start(Host.LOOPBACK, scenario, Map.of(), List.of(options));
        Awaitility.await("sipp listens").atMost(START_TIMEOUT).pollInterval(Duration.ofMillis(20)).until(run::isListening);
        return run;
    }

    private boolean isListening() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("sipp ended:\n" + errors() + "\n" + process.output());
        }
        return Files.readString(Path.of("/proc/self/net/udp")).contains(String.format(":%04X ", local.getPort()));
    }

    /**
     * Starts one that calls.
     *
     * @param user the {@code [service]} of the scenario
     */
    public static SippRun caller(String scenario, String user, InetSocketAddress proxy, String... options) throws IOException {
        return caller(Host.LOOPBACK, scenario, Map.of(), user, proxy, options);
    }

    /** @param values for {@code @NAME@} in the scenario */
    public static SippRun caller(
            Host host, String scenario, Map<String, String> values, String user, InetSocketAddress proxy, String... options)
            throws IOException {
        List<String> all = new ArrayList<>(List.of("-s", user, "-recv_timeout", "40000"));
        all.addAll(List.of(options));
        all.add(proxy.getAddress().getHostAddress() + ":" + proxy.getPort());
        return start(host, scenario, values, all);
    }

    private static SippRun start(Host host, String scenario, Map<String, String> values, List<String> options) throws IOException {
        Path folder = WorkFolder.create("sipp-" + scenario);
        TestResource.write("sipp/" + scenario + ".xml", values, folder.resolve("scenario.xml"));
        int port = host.namespace().isPresent() ? 5070 : TestProxy.freePort(host.ip());
        List<String> command = new ArrayList<>(List.of(
                "sipp", "-sf", folder.resolve("scenario.xml").toString(), "-i", host.ip(), "-mi", host.ip(), "-p", String.valueOf(port), "-nostdin",
                "-trace_err", "-error_file", folder.resolve("errors").toString()));
        command.addAll(options);
        ChildProcess process = host.namespace().isPresent()
                ? host.namespace().get().start("sipp " + scenario, command, folder.resolve("log"))
                : ChildProcess.start("sipp " + scenario, command, folder.resolve("log"));
        return new SippRun(process, folder, new InetSocketAddress(host.ip(), port));
    }

    public InetSocketAddress local() {
        return local;
    }

    /** Begins no more calls, and ends when those under way are over. */
    public void finish() throws IOException, InterruptedException {
        process.signal("USR1");
    }

    /** Waits for the end; fails with sipp's report unless all calls went as the scenario wants. */
    public void awaitSuccess(Duration atMost) throws IOException, InterruptedException {
        int status = process.awaitExit(atMost);
        if (status != 0) {
            throw new IllegalStateException("sipp ended with " + status + ":\n" + errors() + "\n" + process.output());
        }
    }

    /** What it did not like so far. */
    public String errors() throws IOException {
        Path errors = folder.resolve("errors");
        return Files.exists(errors) ? Files.readString(errors) : "";
    }

    @Override
    public void close() {
        process.close();
    }
}
