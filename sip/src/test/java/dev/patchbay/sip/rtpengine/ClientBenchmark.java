package dev.patchbay.sip.rtpengine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.patchbay.sip.client.LatencyHistogram;
import dev.patchbay.sip.node.RelayNode;
import dev.patchbay.sip.route.ReplyRoute;
import dev.patchbay.sip.route.RequestRoute;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * What calls cost the SIP side ({@code bench/sip-client}): offer, answer and delete through the functions, from the flags string to the
 * message's new body. The relay is another process, so that the processor time is the client's alone.
 */
final class ClientBenchmark {

    private static final String RELAY_ROLE = "--be-the-relay";
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final String FLAGS = "replace-origin replace-session-connection ICE=remove RTP/AVP";

    private ClientBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        if (Arrays.asList(arguments).contains(RELAY_ROLE)) {
            answerEverything();
            return;
        }
        Duration length = Duration.ofSeconds(Long.parseLong(option(arguments, "--seconds").orElse("10")));
        int callers = Integer.parseInt(option(arguments, "--callers").orElse("50"));
        Optional<String> given = option(arguments, "--relay");
        if (given.isPresent()) {
            measure(given.get(), callers, length);
            return;
        }
        Process relay = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System.getProperty("java.class.path"),
                        ClientBenchmark.class.getName(), RELAY_ROLE)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = new BufferedReader(new InputStreamReader(relay.getInputStream(), ISO_8859_1))) {
            measure("udp:127.0.0.1:" + said.readLine(), callers, length);
        } finally {
            relay.destroy();
        }
    }

    private static Optional<String> option(String[] arguments, String name) {
        int at = Arrays.asList(arguments).indexOf(name);
        return at < 0 || at + 1 == arguments.length ? Optional.empty() : Optional.of(arguments[at + 1]);
    }

    private static void measure(String relay, int callers, Duration length) throws Exception {
        try (KamailioRtpengine rtpengine = KamailioRtpengine.open(
                KamailioSettings.builder().rtpengineSock(relay).build())) {
            run(rtpengine, callers, WARM_UP);
            var process = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            long cpuNs = process.getProcessCpuTime();
            long startNs = System.nanoTime();
            Count count = run(rtpengine, callers, length);
            double seconds = (System.nanoTime() - startNs) / 1e9;
            double commands = count.commands().sum();
            System.out.printf(
                    "%d callers at %s for %.1f s: %.0f commands per second, %.1f us of processor time each, %d failed%n",
                    callers, relay, seconds, commands / seconds, (process.getProcessCpuTime() - cpuNs) / 1e3 / commands, count.failed().sum());
            RelayNode node = rtpengine.pool().sets().snapshot().displayedNodes().getFirst();
            for (Map.Entry<String, LatencyHistogram> times : rtpengine.pool().client().figures(node).latencies().entrySet()) {
                System.out.printf(
                        "  %-8s %9d round trips, warm-up included: p50 %d us, p99 %d us%n",
                        times.getKey(),
                        times.getValue().count(),
                        times.getValue().percentile(0.5).toNanos() / 1000,
                        times.getValue().percentile(0.99).toNanos() / 1000);
            }
        }
    }

    private record Count(LongAdder commands, LongAdder failed) {
        void add(FunctionResult result) {
            commands.increment();
            if (!result.isOk()) {
                failed.increment();
            }
        }
    }

    private static Count run(KamailioRtpengine rtpengine, int callers, Duration length) throws InterruptedException {
        Count count = new Count(new LongAdder(), new LongAdder());
        AtomicBoolean isOver = new AtomicBoolean();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            SampleMessages messages = new SampleMessages().callId("benchmark-" + i + "-" + System.nanoTime());
            threads.add(Thread.ofVirtual().start(() -> {
                while (!isOver.get()) {
                    count.add(rtpengine.rtpengineOffer(new RequestRoute(messages.request("INVITE", false, SampleMessages.SDP)), FLAGS));
                    count.add(rtpengine.rtpengineAnswer(new ReplyRoute(messages.reply("INVITE", 200, SampleMessages.SDP)), FLAGS));
                    count.add(rtpengine.rtpengineDelete(new RequestRoute(messages.request("BYE", true, ""))));
                }
            }));
        }
        Thread.sleep(length);
        isOver.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        return count;
    }

    /** Prints its port, and says {@code ok} to whatever comes, with an SDP; pongs. Ends with its process. */
    private static void answerEverything() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            System.out.println(socket.getLocalPort());
            String ok = " d6:result2:ok3:sdp" + SampleMessages.SDP.length() + ":" + SampleMessages.SDP + "e";
            byte[] buffer = new byte[65_536];
            while (true) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                String request = new String(buffer, 0, packet.getLength(), ISO_8859_1);
                String cookie = request.substring(0, request.indexOf(' '));
                byte[] reply = (cookie + (request.contains("4:ping") ? " d6:result4:ponge" : ok)).getBytes(ISO_8859_1);
                socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
            }
        }
    }
}
