package dev.patchbay.system.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.system.media.Tone;
import dev.patchbay.system.net.ChildProcess;
import dev.patchbay.system.net.NetNamespace;
import dev.patchbay.system.net.Prerequisites;
import dev.patchbay.system.net.WorkFolder;
import dev.patchbay.system.relay.RelayUnderTest;
import dev.patchbay.system.sip.Baresip;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The newcomer's way: {@code ./patchbay run}, or beside it the Kamailio of the README, and two phones on the same machine. */
@Timeout(120)
class ReadmeTest {

    private static final String LOOPBACK = "127.0.0.1";
    private static final InetSocketAddress PROXY = new InetSocketAddress(LOOPBACK, 5060);
    private static final int CALLEE_PORT = 5062;
    private static final int CALLER_PORT = 5064;
    private static final String CODEC = "PCMU/8000/1";
    private static final int VOICE_SAMPLES = 40 * Tone.SAMPLE_RATE_HZ;
    private static final int HEARD_SAMPLES = 2 * Tone.SAMPLE_RATE_HZ;
    private static final int JUDGED_SAMPLES = Tone.SAMPLE_RATE_HZ / 2;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Path ROOT = SourceTree.ROOT.toAbsolutePath().normalize();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldLetTwoPhonesTalkAsItSays(boolean isBesideKamailio) throws Exception {
        Prerequisites.root();
        Prerequisites.programs("kamailio", "baresip");
        RelayUnderTest.PATCHBAY.require();
        NetNamespace.removeStale();
        try (NetNamespace beyond = NetNamespace.create("beyond");
                NetNamespace machine = NetNamespace.create("machine")) {
            // baresip wants an address other than loopback, though it uses none.
            NetNamespace.link(machine, "eth0", beyond, "eth0");
            machine.address("eth0", "10.78.1.1/24");
            if (isBesideKamailio) {
                try (ChildProcess relay = patchbay(machine, "run", "--no-sip");
                        ChildProcess proxy = kamailio(machine)) {
                    relay.awaitOutput("Startup complete", PATIENCE);
                    awaitRegistered(machine, proxy);
                    call(machine);
                }
            } else {
                try (ChildProcess both = patchbay(machine, "run")) {
                    awaitRegistered(machine, both);
                    call(machine);
                }
            }
        }
    }

    private static ChildProcess patchbay(NetNamespace machine, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(ROOT.resolve("patchbay").toString()));
        command.addAll(List.of(arguments));
        return machine.start("patchbay " + arguments[0], command, WorkFolder.create("patchbay").resolve("log"));
    }

    /** With less memory than Kamailio takes by itself, and its files out of the way. */
    private static ChildProcess kamailio(NetNamespace machine) throws IOException {
        Path folder = WorkFolder.create("readme-kamailio");
        List<String> command = List.of(
                "kamailio", "-DD", "-E", "-f", ROOT.resolve("docs/try/kamailio.cfg").toString(),
                "-m", "64", "-M", "8", "-Y", folder.toString(), "-P", folder.resolve("pid").toString());
        return machine.start("kamailio", command, folder.resolve("log"));
    }

    private static void call(NetNamespace machine) throws Exception {
        try (Baresip callee = phone(machine, "phone", CALLEE_PORT, 700, "");
                Baresip caller = phone(machine, "caller", CALLER_PORT, 440, "phone")) {
            caller.awaitCall();
            callee.awaitCall();
            assertThat(Tone.isHeard(end(caller.awaitHeard(HEARD_SAMPLES)), 700)).as("caller hears callee").isTrue();
            assertThat(Tone.isHeard(end(callee.awaitHeard(HEARD_SAMPLES)), 440)).as("callee hears caller").isTrue();
            try (ChildProcess sessions = patchbay(machine, "ctl", "list", "numsessions")) {
                assertThat(sessions.awaitExit(PATIENCE)).isZero();
                assertThat(sessions.output()).contains("Current sessions own: 1\n");
            }
        }
    }

    private static Baresip phone(NetNamespace machine, String name, int sipPort, double hz, String calledUser) throws IOException {
        short[] voice = Tone.samples(hz, 0, VOICE_SAMPLES);
        return calledUser.isEmpty()
                ? Baresip.start(machine, name, LOOPBACK, sipPort, LOOPBACK, CODEC, voice)
                : Baresip.call(machine, name, LOOPBACK, sipPort, LOOPBACK, CODEC, voice, calledUser);
    }

    private static short[] end(short[] samples) {
        return Arrays.copyOfRange(samples, samples.length - JUDGED_SAMPLES, samples.length);
    }

    /** Registers the called phone in its name and from its port; that works once the proxy is ready. */
    private static void awaitRegistered(NetNamespace machine, ChildProcess proxy) throws Exception {
        try (DatagramSocket socket = machine.udpSocket(new InetSocketAddress(LOOPBACK, CALLEE_PORT))) {
            socket.connect(PROXY);
            socket.setSoTimeout(200);
            Awaitility.await("phone registered").atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
                assertThat(proxy.isAlive()).as(proxy.output()).isTrue();
                return isRegistered(socket);
            });
        }
    }

    private static boolean isRegistered(DatagramSocket socket) throws IOException {
        byte[] register = """
                REGISTER sip:127.0.0.1 SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1:%1$d;branch=z9hG4bKreadme%2$d
                From: <sip:phone@127.0.0.1>;tag=readme
                To: <sip:phone@127.0.0.1>
                Call-ID: readme-%2$d
                CSeq: 1 REGISTER
                Contact: <sip:phone@127.0.0.1:%3$d>
                Max-Forwards: 5
                Expires: 300
                Content-Length: 0

                """.formatted(socket.getLocalPort(), System.nanoTime(), CALLEE_PORT).replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
        DatagramPacket reply = new DatagramPacket(new byte[4096], 4096);
        try {
            socket.send(new DatagramPacket(register, register.length));
            socket.receive(reply);
        } catch (SocketTimeoutException | PortUnreachableException notYet) {
            return false;
        }
        return new String(reply.getData(), 0, reply.getLength(), StandardCharsets.US_ASCII).startsWith("SIP/2.0 200");
    }
}
