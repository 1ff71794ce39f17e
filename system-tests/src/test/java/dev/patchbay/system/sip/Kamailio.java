package dev.patchbay.system.sip;

import dev.patchbay.system.net.ChildProcess;
import dev.patchbay.system.net.NetNamespace;
import dev.patchbay.system.net.WorkFolder;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A Kamailio proxy in a namespace, configured by one of the files in {@code src/test/resources/kamailio}. Close it to end it. */
public final class Kamailio implements SipServer {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(20);
    private static final int PROBE_TIMEOUT_MS = 200;

    private final ChildProcess process;

    private Kamailio(ChildProcess process) {
        this.process = process;
    }

    /**
     * Starts it and returns when it answers OPTIONS.
     *
     * @param module {@code rtpengine} or {@code rtpproxy}: the module by which it drives the relay
     * @param values for the configuration file: {@code ADDRESS4}, {@code ADDRESS6}, {@code CALLEE4}, {@code CONTROL_PORT},
     *     {@code OFFER_FLAGS}, {@code ANSWER_FLAGS}
     */
    public static Kamailio start(NetNamespace namespace, String module, Map<String, String> values) throws IOException, InterruptedException {
        Path folder = WorkFolder.create("kamailio");
        Path configuration = folder.resolve("kamailio.cfg");
        TestResource.write("kamailio/" + module + ".cfg", values, configuration);
        ChildProcess process = namespace.start(
                "kamailio",
                List.of("kamailio", "-f", configuration.toString(), "-DD", "-E", "-m", "64", "-M", "8", "-Y", folder.toString(), "-P", folder.resolve("pid").toString()),
                folder.resolve("log"));
        try (DatagramSocket socket = namespace.udpSocket(new InetSocketAddress(values.get("ADDRESS4"), 0))) {
            InetSocketAddress proxy = new InetSocketAddress(values.get("ADDRESS4"), 5060);
            socket.connect(proxy);
            socket.setSoTimeout(PROBE_TIMEOUT_MS);
            Awaitility.await("Kamailio answers").atMost(START_TIMEOUT).pollInterval(20, TimeUnit.MILLISECONDS).until(() -> {
                if (!process.isAlive()) {
                    throw new IllegalStateException("Kamailio ended:\n" + process.output());
                }
                return answersOptions(socket);
            });
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.close();
            throw e;
        }
        return new Kamailio(process);
    }

    @Override
    public String log() {
        return process.output();
    }

    @Override
    public void close() {
        process.close();
    }

    static boolean answersOptions(DatagramSocket socket) throws IOException {
        String address = socket.getLocalAddress().getHostAddress() + ":" + socket.getLocalPort();
        byte[] options = ("""
                OPTIONS sip:probe SIP/2.0
                Via: SIP/2.0/UDP %1$s;branch=z9hG4bKprobe%2$d
                From: <sip:probe@%1$s>;tag=probe
                To: <sip:probe@%1$s>
                Call-ID: probe-%2$d
                CSeq: 1 OPTIONS
                Max-Forwards: 5
                Content-Length: 0

                """.formatted(address, System.nanoTime())).replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
        try {
            socket.send(new DatagramPacket(options, options.length));
            socket.receive(new DatagramPacket(new byte[4096], 4096));
            return true;
        } catch (SocketTimeoutException | PortUnreachableException notYet) {
            return false;
        }
    }
}
