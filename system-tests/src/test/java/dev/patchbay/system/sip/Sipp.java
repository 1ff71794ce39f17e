package dev.patchbay.system.sip;

import dev.patchbay.system.net.ChildProcess;
import dev.patchbay.system.net.NetNamespace;
import dev.patchbay.system.net.WorkFolder;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * One sipp running one scenario of {@code src/test/resources/sipp}, as caller or callee. It only signals: the media ports it names
 * belong to the test ({@code RtpPeer}). Where a scenario waits for an INFO, {@link #step} sends it one, straight to its socket.
 */
public final class Sipp implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    /** sipp's own emergency end, beyond any timeout of the test. */
    private static final String GLOBAL_TIMEOUT_SECONDS = "60";
    /** A call that moves its media moves it to the port that much higher. */
    public static final int MOVED_BY = 500;
    private static final Pattern RECEIVED = Pattern.compile("(?ms)^UDP message received \\[\\d+\\] bytes :\\s*\\R\\R(.*?)(?=^-{20,}|\\z)");

    private final NetNamespace namespace;
    private final ChildProcess process;
    private final InetSocketAddress local;
    private final Path messages;
    private final String callIdPrefix;

    private Sipp(NetNamespace namespace, ChildProcess process, InetSocketAddress local, Path messages, String callIdPrefix) {
        this.namespace = namespace;
        this.process = process;
        this.local = local;
        this.messages = messages;
        this.callIdPrefix = callIdPrefix;
    }

    /**
     * What one run is to do.
     *
     * @param scenario name of the file without {@code .xml}
     * @param local its SIP address; its session descriptions name the same address
     * @param mediaPorts one RTP port per call, in order
     * @param callIdPrefix the calls are named {@code PREFIX-1}, {@code PREFIX-2}, … (callers only)
     * @param mediaFlags goes to the proxy's media module in the header X-Media (callers only)
     */
    public record Plan(String scenario, InetSocketAddress local, List<Integer> mediaPorts, String callIdPrefix, String mediaFlags) {}

    /** Starts a callee; it is ready when this returns. */
    public static Sipp callee(NetNamespace namespace, Plan plan) throws IOException {
        Sipp sipp = start(namespace, plan, List.of());
        sipp.awaitBound();
        return sipp;
    }

    /** Starts a caller: it calls {@code user} at the proxy at once, all calls within a moment. */
    public static Sipp caller(NetNamespace namespace, Plan plan, String user, InetSocketAddress proxy) throws IOException {
        return start(namespace, plan, List.of(
                "-s", user, "-r", "100", "-cid_str", plan.callIdPrefix() + "-%u", hostPort(proxy)));
    }

    private static Sipp start(NetNamespace namespace, Plan plan, List<String> extra) throws IOException {
        Path folder = WorkFolder.create("sipp-" + plan.scenario());
        Path scenario = folder.resolve("scenario.xml");
        TestResource.write("sipp/" + plan.scenario() + ".xml", Map.of(), scenario);
        StringBuilder csv = new StringBuilder("SEQUENTIAL\n");
        plan.mediaPorts().forEach(port -> csv.append(port).append(';').append(plan.mediaFlags()).append(';').append(port + MOVED_BY).append('\n'));
        Files.writeString(folder.resolve("calls.csv"), csv);
        Path messages = folder.resolve("messages");
        String calls = String.valueOf(plan.mediaPorts().size());
        String address = plan.local().getAddress().getHostAddress();
        List<String> command = new ArrayList<>(List.of(
                "sipp", "-sf", scenario.toString(), "-inf", folder.resolve("calls.csv").toString(), "-m", calls, "-l", calls,
                "-i", address, "-mi", address, "-p", String.valueOf(plan.local().getPort()), "-nostdin", "-trace_msg", "-message_file", messages.toString(),
                "-trace_err", "-error_file", folder.resolve("errors").toString(), "-timeout", GLOBAL_TIMEOUT_SECONDS, "-timeout_error"));
        command.addAll(extra);
        ChildProcess process = namespace.start("sipp " + plan.scenario(), command, folder.resolve("log"));
        return new Sipp(namespace, process, plan.local(), messages, plan.callIdPrefix());
    }

    /** Lets call number {@code call} (from 1) go on where its scenario waits. */
    public void step(int call) throws IOException, InterruptedException {
        byte[] info = ("""
                INFO sip:step SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bKstep
                From: <sip:test@test>;tag=test
                To: <sip:test@test>
                Call-ID: %s-%d
                CSeq: 1 INFO
                Content-Length: 0

                """.formatted(callIdPrefix, call)).replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
        try (DatagramSocket socket = namespace.udpSocket(new InetSocketAddress(local.getAddress(), 0))) {
            socket.send(new DatagramPacket(info, info.length, local));
        }
    }

    /** The messages received so far, oldest first. */
    public List<String> received() throws IOException {
        List<String> received = new ArrayList<>();
        if (Files.exists(messages)) {
            Matcher matcher = RECEIVED.matcher(Files.readString(messages).replace("\r\n", "\n"));
            while (matcher.find()) {
                received.add(matcher.group(1));
            }
        }
        return received;
    }

    /** Waits for the n-th (from 1) received message that begins so, and returns it. */
    public String awaitMessage(String start, int number) {
        return Awaitility.await("message " + number + " beginning " + start).atMost(TIMEOUT).pollInterval(Duration.ofMillis(20)).until(() -> {
            List<String> matching = received().stream().filter(message -> message.startsWith(start)).toList();
            if (matching.size() >= number) {
                return matching.get(number - 1);
            }
            if (!process.isAlive()) {
                throw new IllegalStateException("sipp ended; received:\n" + String.join("\n", received()) + process.output());
            }
            return "";
        }, message -> !message.isEmpty());
    }

    /** Waits until all calls went as the scenario wants; fails with sipp's report otherwise. */
    public void awaitSuccess() throws IOException, InterruptedException {
        int status = process.awaitExit(TIMEOUT);
        if (status != 0) {
            Path errors = messages.resolveSibling("errors");
            throw new IllegalStateException("sipp ended with " + status + ":\n" + (Files.exists(errors) ? Files.readString(errors) : process.output()));
        }
    }

    @Override
    public void close() {
        process.close();
    }

    private void awaitBound() {
        Awaitility.await("sipp listens").atMost(TIMEOUT).pollInterval(Duration.ofMillis(20)).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("sipp ended:\n" + process.output());
            }
            return namespace.hasUdpListener(local.getPort());
        });
    }

    private static String hostPort(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
