package dev.patchbay.system.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.system.net.ChildProcess;
import dev.patchbay.system.net.NetNamespace;
import dev.patchbay.system.net.Prerequisites;
import dev.patchbay.system.net.WorkFolder;
import dev.patchbay.system.relay.RelayUnderTest;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * {@code ./patchbay run --public} and a phone on another host (10.78.2.3 and 10.78.2.1), which knows its password or does not.
 */
@Timeout(900)
class PublicRunTest {

    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final String INSIDE = "10.78.2.3";
    private static final String PHONE = "10.78.2.1";
    private static final Pattern PASSWORD = Pattern.compile("SIP users 1000 to 1009, password (\\S+)");

    private final List<AutoCloseable> opened = new ArrayList<>();
    private NetNamespace server;
    private NetNamespace phoneHost;

    @BeforeEach
    void makeHosts() throws Exception {
        Prerequisites.root();
        RelayUnderTest.PATCHBAY.require();
        NetNamespace.removeStale();
        server = keep(NetNamespace.create("server"));
        phoneHost = keep(NetNamespace.create("phone"));
        connect(phoneHost, PHONE, "inside", INSIDE);
    }

    private void connect(NetNamespace host, String address, String serverDevice, String serverAddress) throws IOException, InterruptedException {
        NetNamespace.link(host, "eth0", server, serverDevice);
        host.address("eth0", address + "/24");
        server.address(serverDevice, serverAddress + "/24");
        host.defaultRoute(serverAddress);
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable resource : opened.reversed()) {
            resource.close();
        }
    }

    private <T extends AutoCloseable> T keep(T resource) {
        opened.add(resource);
        return resource;
    }

    private ChildProcess patchbay(NetNamespace host, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(RelayUnderTest.launcher().toString()));
        command.addAll(List.of(arguments));
        return keep(host.start("patchbay " + arguments[0], command, WorkFolder.create("public").resolve("log")));
    }

    private static String password(ChildProcess run) {
        Matcher announced = PASSWORD.matcher(run.output());
        assertThat(announced.find()).as(run.output()).isTrue();
        return announced.group(1);
    }

    @Test
    void shouldLetAPhoneInThatKnowsThePassword() throws Exception {
        ChildProcess run = patchbay(server, "run", "--public");
        run.awaitOutput("Startup complete", PATIENCE);
        ChildProcess phone = patchbay(phoneHost, "call", "--answer", "--proxy", INSIDE + ":5060", "--user", "1000:" + password(run));
        phone.awaitOutput("waiting for a call", PATIENCE);
    }

    /** Without the password nobody registers, nobody calls a user who is there, and nothing is carried to others. */
    @Test
    void shouldLetNobodyElseIn() throws Exception {
        ChildProcess run = patchbay(server, "run", "--public");
        run.awaitOutput("Startup complete", PATIENCE);
        // On the server's own host no password is needed, here as without --public.
        ChildProcess there = patchbay(server, "call", "--answer", "--proxy", "127.0.0.1:5060", "--user", "1000");
        there.awaitOutput("waiting for a call", PATIENCE);
        ChildProcess guesser = patchbay(phoneHost, "call", "--answer", "--proxy", INSIDE + ":5060", "--user", "1000:1000");
        assertThat(guesser.awaitExit(PATIENCE)).isEqualTo(1);
        assertThat(guesser.output()).contains("registration: 401 Unauthorized");
        try (DatagramSocket stranger = phoneHost.udpSocket(new InetSocketAddress(PHONE, 0))) {
            stranger.connect(new InetSocketAddress(INSIDE, 5060));
            stranger.setSoTimeout((int) PATIENCE.toMillis());
            assertThat(answer(stranger, "INVITE", "sip:1000@" + INSIDE)).startsWith("SIP/2.0 407");
            assertThat(answer(stranger, "INVITE", "sip:anyone@10.78.1.1")).startsWith("SIP/2.0 407");
            assertThat(answer(stranger, "REGISTER", "sip:" + INSIDE)).startsWith("SIP/2.0 401");
            assertThat(answer(stranger, "OPTIONS", "sip:" + INSIDE)).startsWith("SIP/2.0 407");
        }
        assertThat(there.isAlive()).as("nobody has called: %s", there.output()).isTrue();
        for (int port : List.of(2223, 2225, 2226, 9900)) {
            assertThat(server.run("ss", "-Hlntu", "sport = :" + port)).as("control").contains("127.0.0.1").doesNotContain(INSIDE, "0.0.0.0:" + port, "*:" + port);
        }
    }

    /** The first final response. */
    private static String answer(DatagramSocket socket, String method, String uri) throws IOException {
        byte[] request = """
                %1$s %2$s SIP/2.0
                Via: SIP/2.0/UDP %3$s:%4$d;branch=z9hG4bK%5$d
                From: <sip:1001@%6$s>;tag=stranger
                To: <sip:1000@%6$s>
                Call-ID: stranger-%5$d
                CSeq: 1 %1$s
                Contact: <sip:1001@%3$s:%4$d>
                Max-Forwards: 70
                Content-Length: 0

                """.formatted(method, uri, PHONE, socket.getLocalPort(), System.nanoTime(), INSIDE)
                .replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
        socket.send(new DatagramPacket(request, request.length));
        while (true) {
            DatagramPacket reply = new DatagramPacket(new byte[4096], 4096);
            socket.receive(reply);
            String text = new String(reply.getData(), 0, reply.getLength(), StandardCharsets.US_ASCII);
            if (!text.startsWith("SIP/2.0 1") && text.contains("CSeq: 1 " + method)) {
                return text;
            }
        }
    }
}
