package dev.patchbay.system.net;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * One Linux network namespace: a host of its own for a test. Processes are started in it by {@link #start}, sockets of the test itself
 * are opened in it by {@link #udpSocket}. Closing ends nothing in it: close processes and sockets first.
 */
public final class NetNamespace implements AutoCloseable {
    private static final String NAME_PREFIX = "patchbay-test-";

    private final String name;
    private final ExecutorService inside;
    private final Cleanup.Ticket ticket;

    private NetNamespace(String name, ExecutorService inside) {
        this.name = name;
        this.inside = inside;
        ticket = Cleanup.register(this::delete);
    }

    /** Makes a namespace with its loopback up. The name is made unique with this JVM's process number. */
    public static NetNamespace create(String shortName) throws IOException, InterruptedException {
        String name = NAME_PREFIX + ProcessHandle.current().pid() + "-" + shortName;
        ip("netns", "add", name);
        ExecutorService inside = Executors.newSingleThreadExecutor(task -> Thread.ofPlatform().name("in-" + shortName).daemon().unstarted(task));
        NetNamespace namespace = new NetNamespace(name, inside);
        try {
            namespace.call(() -> {
                NamespaceThread.enter(Path.of("/var/run/netns", name));
                return null;
            });
            namespace.ipInside("link", "set", "lo", "up");
        } catch (IOException | InterruptedException | RuntimeException e) {
            namespace.close();
            throw e;
        }
        return namespace;
    }

    /**
     * Removes namespaces of test JVMs that were killed before they could clean up, with whatever still runs in them.
     */
    public static void removeStale() throws IOException, InterruptedException {
        for (String line : ip("netns", "list").lines().toList()) {
            String stale = line.split(" ")[0];
            if (!stale.startsWith(NAME_PREFIX)) {
                continue;
            }
            long owner = Long.parseLong(stale.substring(NAME_PREFIX.length()).split("-")[0]);
            if (ProcessHandle.of(owner).isPresent()) {
                continue;
            }
            for (String pid : ip("netns", "pids", stale).lines().toList()) {
                ProcessHandle.of(Long.parseLong(pid.strip())).ifPresent(ProcessHandle::destroyForcibly);
            }
            ip("netns", "del", stale);
        }
    }

    /** Joins two namespaces by a virtual Ethernet cable; both ends are up, addresses come with {@link #address}. */
    public static void link(NetNamespace left, String leftDevice, NetNamespace right, String rightDevice) throws IOException, InterruptedException {
        ip("link", "add", leftDevice, "netns", left.name, "type", "veth", "peer", "name", rightDevice, "netns", right.name);
        left.ipInside("link", "set", leftDevice, "up");
        right.ipInside("link", "set", rightDevice, "up");
    }

    /** Gives a device an address with its prefix length, IPv4 or IPv6 (usable at once: no duplicate address detection). */
    public void address(String device, String addressWithPrefix) throws IOException, InterruptedException {
        if (addressWithPrefix.contains(":")) {
            ipInside("address", "add", addressWithPrefix, "dev", device, "nodad");
        } else {
            ipInside("address", "add", addressWithPrefix, "dev", device);
        }
    }

    /** Sets a default route by gateway, IPv4 or IPv6. */
    public void defaultRoute(String gateway) throws IOException, InterruptedException {
        ipInside(gateway.contains(":") ? "-6" : "-4", "route", "add", "default", "via", gateway);
    }

    /** Starts a program in this namespace; its output goes to {@code log}. */
    public ChildProcess start(String processName, List<String> command, Path log) throws IOException {
        List<String> line = new ArrayList<>(List.of("ip", "netns", "exec", name));
        line.addAll(command);
        return ChildProcess.start(processName, line, log);
    }

    /** Runs a program in this namespace to its end and returns what it printed. */
    public String run(String... command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("ip", "netns", "exec", name));
        line.addAll(Arrays.asList(command));
        return output(line);
    }

    /** Opens a socket of the test in this namespace; it may be used from any thread. */
    public DatagramSocket udpSocket(InetSocketAddress local) throws IOException, InterruptedException {
        return call(() -> new DatagramSocket(local));
    }

    /** Whether a UDP socket is bound to that port in this namespace. */
    public boolean hasUdpListener(int port) throws IOException, InterruptedException {
        String column = String.format(":%04X ", port);
        return call(() -> {
            for (String table : List.of("udp", "udp6")) {
                if (Files.readString(Path.of("/proc/thread-self/net", table)).contains(column)) {
                    return true;
                }
            }
            return false;
        });
    }

    /** Closes the namespace: its devices go, the other ends of cables with them. */
    @Override
    public void close() {
        ticket.done();
        delete();
    }

    private void delete() {
        inside.shutdownNow();
        try {
            // The thread holds the namespace while it lives.
            inside.awaitTermination(1, TimeUnit.SECONDS);
            ip("netns", "del", name);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does something in this namespace: sockets it opens stay there. */
    public <T> T call(Callable<T> task) throws IOException, InterruptedException {
        try {
            return inside.submit(task).get();
        } catch (ExecutionException e) {
            throw new IOException("in namespace " + name + ": " + e.getCause().getMessage(), e.getCause());
        }
    }

    /** Runs {@code ip} in this namespace. */
    public void ipInside(String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("-n", name));
        line.addAll(Arrays.asList(arguments));
        ip(line.toArray(String[]::new));
    }

    private static String ip(String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("ip"));
        line.addAll(Arrays.asList(arguments));
        return output(line);
    }

    private static String output(List<String> line) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", line) + ": " + output);
        }
        return output;
    }
}
