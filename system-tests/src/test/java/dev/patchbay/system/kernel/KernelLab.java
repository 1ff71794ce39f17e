package dev.patchbay.system.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.system.media.G711;
import dev.patchbay.system.media.RtpPeer;
import dev.patchbay.system.net.NetNamespace;
import dev.patchbay.system.net.OpenResources;
import dev.patchbay.system.net.Prerequisites;
import dev.patchbay.system.relay.RelayProcess;
import dev.patchbay.system.relay.RelayUnderTest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Two hosts and a relay's between them:
 *
 * <pre>
 *   caller 10.78.1.1 fd78:1::1 ── left 10.78.1.3 fd78:1::3 [relay] right 10.78.2.3 fd78:2::3 ── 10.78.2.1 fd78:2::1 callee
 *                                                          [     ] spare                     ── callee, a second cable without addresses
 * </pre>
 *
 * <p>Close it to end everything in it.
 */
final class KernelLab implements AutoCloseable {

    static final int NG_PORT = 2223;
    static final int CLI_PORT = 9900;

    private static final Pattern AUDIO_PORT = Pattern.compile("m=audio (\\d+)");
    private static final Duration SETTLED = Duration.ofSeconds(30);

    final NetNamespace callerHost;
    final NetNamespace relayHost;
    final NetNamespace calleeHost;
    private final OpenResources open = new OpenResources();
    private int nextPort = 7000;

    private KernelLab() throws IOException, InterruptedException {
        try {
            relayHost = open.keep(NetNamespace.create("relay"));
            callerHost = open.keep(NetNamespace.create("caller"));
            calleeHost = open.keep(NetNamespace.create("callee"));
            connect(callerHost, "1", "left");
            connect(calleeHost, "2", "right");
            NetNamespace.link(calleeHost, "eth1", relayHost, "spare");
            calleeHost.run("sysctl", "-w", "net.ipv4.conf.all.arp_notify=1");
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    static KernelLab open() throws IOException, InterruptedException {
        Prerequisites.root();
        RelayUnderTest.PATCHBAY.require();
        NetNamespace.removeStale();
        return new KernelLab();
    }

    private void connect(NetNamespace host, String network, String relayDevice) throws IOException, InterruptedException {
        NetNamespace.link(host, "eth0", relayHost, relayDevice);
        host.address("eth0", "10.78." + network + ".1/24");
        host.address("eth0", "fd78:" + network + "::1/64");
        relayHost.address(relayDevice, "10.78." + network + ".3/24");
        relayHost.address(relayDevice, "fd78:" + network + "::3/64");
        host.defaultRoute("10.78." + network + ".3");
        host.defaultRoute("fd78:" + network + "::3");
    }

    /** Starts a relay with in-kernel forwarding. */
    RelayProcess relay(int ngPort, String... options) throws IOException, InterruptedException {
        return relay(List.of(), ngPort, options);
    }

    /** @param starter a program with its arguments that becomes the relay; empty for none */
    RelayProcess relay(List<String> starter, int ngPort, String... options) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(
                "--table=" + ngPort, "--interface=left/10.78.1.3", "--interface=left/fd78:1::3", "--interface=right/10.78.2.3",
                "--interface=right/fd78:2::3", "--delete-delay=0"));
        all.addAll(List.of(options));
        return open.keep(RelayProcess.start(starter, RelayUnderTest.PATCHBAY, Optional.of(relayHost), ngPort, all));
    }

    /** A call of two phones that send; they are closed with the lab. */
    final class LabCall {
        final String callId;
        final RtpPeer caller;
        final RtpPeer callee;
        private final RelayProcess relay;
        final int callerSidePort;
        final int calleeSidePort;

        private LabCall(RelayProcess relay, String callId, boolean ipv6) throws IOException, InterruptedException {
            this.relay = relay;
            this.callId = callId;
            String callerAddress = ipv6 ? "fd78:1::1" : "10.78.1.1";
            String calleeAddress = ipv6 ? "fd78:2::1" : "10.78.2.1";
            int port = nextPort;
            nextPort += 2;
            caller = open.keep(RtpPeer.open(callerHost, new InetSocketAddress(callerAddress, port), G711.PCMA, port));
            callee = open.keep(RtpPeer.open(calleeHost, new InetSocketAddress(calleeAddress, port), G711.PCMA, port + 1));
            calleeSidePort = port(signal("offer", sdp(callerAddress, port)));
            callerSidePort = port(signal("answer", sdp(calleeAddress, port)));
            caller.startSending(new InetSocketAddress(ipv6 ? "fd78:1::3" : "10.78.1.3", callerSidePort), 400);
            callee.startSending(new InetSocketAddress(ipv6 ? "fd78:2::3" : "10.78.2.3", calleeSidePort), 600);
        }

        /** The same offer or answer again. */
        Map<String, Object> signal(String command, String sdp) throws IOException {
            Map<String, Object> request = new HashMap<>();
            request.put("command", command);
            request.put("call-id", callId);
            request.put("from-tag", "caller");
            if (command.equals("answer")) {
                request.put("to-tag", "callee");
            } else {
                request.put("direction", List.of("left", "right"));
            }
            request.put("sdp", sdp);
            return relay.ng().request(request);
        }

        Map<String, Object> request(String command) throws IOException {
            return relay.ng().request(Map.of("command", command, "call-id", callId, "from-tag", "caller"));
        }

        /** Waits until the kernel forwards both ways. */
        void awaitKernel() throws IOException {
            try {
                Awaitility.await("both streams in the kernel").atMost(SETTLED).pollInterval(Duration.ofMillis(100)).until(() ->
                        kernelized() == 2);
            } catch (ConditionTimeoutException e) {
                throw new AssertionError("not in the kernel: " + streams() + "\n" + relay.log(), e);
            }
        }

        /** Ends sending both ways and waits until the relay has counted and the phones have received every packet, each once and in order. */
        void stopAndAwaitAll() {
            int fromCaller = caller.stopSending();
            int fromCallee = callee.stopSending();
            callee.awaitReceived(fromCaller, SETTLED);
            caller.awaitReceived(fromCallee, SETTLED);
            Awaitility.await("counted as sent").atMost(SETTLED).untilAsserted(() -> {
                List<Map<String, Object>> streams = streams();
                assertThat(List.of(packets(streams.get(0)), packets(streams.get(1)))).containsExactly((long) fromCaller, (long) fromCallee);
            });
            assertThat(List.of(callee.packetsReceived(), caller.packetsReceived())).as("none twice").containsExactly(fromCaller, fromCallee);
            assertThat(callee.packetsOutOfOrder() + caller.packetsOutOfOrder()).as("out of order").isZero();
        }

        private static long packets(Map<String, Object> stream) {
            return ((Number) ((Map<?, ?>) stream.get("stats")).get("packets")).longValue();
        }

        /** How many of the two RTP streams the reply to a query marks. */
        int kernelized() throws IOException {
            return streams().stream().mapToInt(s -> ((List<?>) s.get("flags")).contains("kernelized") ? 1 : 0).sum();
        }

        /** The RTP streams as the reply to a query has them, the caller's first. */
        @SuppressWarnings("unchecked")
        List<Map<String, Object>> streams() throws IOException {
            Map<String, Object> reply = relay.ng().request(Map.of("command", "query", "call-id", callId));
            Map<String, Map<String, Object>> tags = (Map<String, Map<String, Object>>) reply.get("tags");
            List<Map<String, Object>> streams = new ArrayList<>();
            for (String tag : List.of("caller", "callee")) {
                List<Map<String, Object>> medias = (List<Map<String, Object>>) tags.get(tag).get("medias");
                streams.add(((List<Map<String, Object>>) medias.getFirst().get("streams")).getFirst());
            }
            return streams;
        }
    }

    LabCall call(RelayProcess relay, String callId, boolean ipv6) throws IOException, InterruptedException {
        return new LabCall(relay, callId, ipv6);
    }

    private static int port(Map<String, Object> reply) {
        Matcher matcher = AUDIO_PORT.matcher(String.valueOf(reply.get("sdp")));
        if (!matcher.find()) {
            throw new IllegalStateException("no port in " + reply);
        }
        return Integer.parseInt(matcher.group(1));
    }

    static String sdp(String address, int port) {
        String family = address.contains(":") ? "IP6" : "IP4";
        return "v=0\r\no=- 1 1 IN " + family + " " + address + "\r\ns=-\r\nc=IN " + family + " " + address
                + "\r\nt=0 0\r\nm=audio " + port + " RTP/AVP 8 101\r\na=rtpmap:101 telephone-event/8000\r\n";
    }

    /** The CLI's answer. */
    String cli(String command) throws IOException, InterruptedException {
        String script = "exec 3<>/dev/tcp/127.0.0.1/" + CLI_PORT + "; echo '" + command + "' >&3; timeout 20 cat <&3";
        return relayHost.run("bash", "-c", script);
    }

    /** Asks the CLI until all these regular expressions are found in one answer: counters follow what the kernel does. */
    void awaitCli(String command, String... expected) {
        List<Pattern> patterns = Arrays.stream(expected).map(regex -> Pattern.compile(regex, Pattern.MULTILINE)).toList();
        Awaitility.await().atMost(SETTLED).pollInterval(Duration.ofMillis(100)).untilAsserted(() ->
                assertThat(cli(command)).satisfies(answer -> assertThat(patterns).allMatch(pattern -> pattern.matcher(answer).find())));
    }

    @Override
    public void close() {
        open.close();
    }
}
