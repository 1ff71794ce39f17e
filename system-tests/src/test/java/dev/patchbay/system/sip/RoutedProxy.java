package dev.patchbay.system.sip;

import dev.patchbay.system.net.ChildProcess;
import dev.patchbay.system.net.NetNamespace;
import dev.patchbay.system.net.WorkFolder;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Our SIP proxy in a namespace, routing by a file in {@code src/test/resources/routes}. Close it to end it. */
public final class RoutedProxy implements SipServer {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(40);
    private static final int PROBE_TIMEOUT_MS = 200;

    private final ChildProcess process;

    private RoutedProxy(ChildProcess process) {
        this.process = process;
    }

    /**
     * Starts it and returns when it answers OPTIONS.
     *
     * @param launcher the program {@code patchbay}
     * @param values for the route, as for Kamailio's configuration
     */
    public static RoutedProxy start(NetNamespace namespace, Path launcher, String route, Map<String, String> values)
            throws IOException, InterruptedException {
        Path folder = WorkFolder.create("proxy");
        Path script = folder.resolve(route + ".java");
        TestResource.write("routes/" + route + ".java", values, script);
        ChildProcess process = namespace.start(
                "patchbay proxy",
                List.of(launcher.toString(), "proxy", "--route=" + script, "--relays=udp:127.0.0.1:" + values.get("CONTROL_PORT"),
                        "--listen=udp:" + values.get("ADDRESS4") + ":5060", "--listen=udp:[" + values.get("ADDRESS6") + "]:5060"),
                folder.resolve("log"));
        try (DatagramSocket socket = namespace.udpSocket(new InetSocketAddress(values.get("ADDRESS4"), 0))) {
            socket.connect(new InetSocketAddress(values.get("ADDRESS4"), 5060));
            socket.setSoTimeout(PROBE_TIMEOUT_MS);
            Awaitility.await("the proxy answers").atMost(START_TIMEOUT).pollInterval(20, TimeUnit.MILLISECONDS).until(() -> {
                if (!process.isAlive()) {
                    throw new IllegalStateException("the proxy ended:\n" + process.output());
                }
                return Kamailio.answersOptions(socket);
            });
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.close();
            throw e;
        }
        return new RoutedProxy(process);
    }

    @Override
    public String log() {
        return process.output();
    }

    @Override
    public void close() {
        process.close();
    }
}
