package dev.patchbay.system.browser;

import dev.patchbay.system.media.G711;
import dev.patchbay.system.media.RtpPeer;
import dev.patchbay.system.net.NetNamespace;
import dev.patchbay.system.net.OpenResources;
import dev.patchbay.system.net.Prerequisites;
import dev.patchbay.system.relay.NgClient;
import dev.patchbay.system.relay.RelayProcess;
import dev.patchbay.system.relay.RelayUnderTest;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Three hosts, each a network namespace: a browser and a phone, joined to the relay's host only.
 *
 * <pre>
 *   browser 10.78.1.1 ── 10.78.1.3 [relay: interfaces outside, inside] 10.78.2.3 ── 10.78.2.1 phone
 * </pre>
 */
final class BrowserLab implements AutoCloseable {
    static final String BROWSER = "10.78.1.1";
    static final String RELAY_OUTSIDE = "10.78.1.3";
    static final String RELAY_INSIDE = "10.78.2.3";
    static final String PHONE = "10.78.2.1";

    private static final int NG_PORT = 2223;
    private static final int CLI_PORT = 9900;

    private final OpenResources open = new OpenResources();
    private final NetNamespace relayHost;
    private final NetNamespace browserHost;
    private final NetNamespace phoneHost;
    private final RelayProcess relay;

    private BrowserLab(RelayUnderTest underTest) throws IOException, InterruptedException {
        try {
            relayHost = open.keep(NetNamespace.create("relay"));
            browserHost = open.keep(NetNamespace.create("browser"));
            phoneHost = open.keep(NetNamespace.create("phone"));
            connect(browserHost, BROWSER, "outside", RELAY_OUTSIDE);
            connect(phoneHost, PHONE, "inside", RELAY_INSIDE);
            relay = open.keep(RelayProcess.start(underTest, Optional.of(relayHost), NG_PORT, List.of(
                    "--interface=inside/" + RELAY_INSIDE, "--interface=outside/" + RELAY_OUTSIDE, "--listen-cli=127.0.0.1:" + CLI_PORT,
                    "--port-min=36000", "--port-max=36999")));
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Builds the hosts and starts the relay; skips the test when the machine cannot (in CI: fails). */
    static BrowserLab open() throws IOException, InterruptedException {
        Prerequisites.root();
        Prerequisites.programs("chromium");
        RelayUnderTest underTest = RelayUnderTest.chosen();
        NetNamespace.removeStale();
        return new BrowserLab(underTest);
    }

    private void connect(NetNamespace host, String address, String relayDevice, String relayAddress) throws IOException, InterruptedException {
        NetNamespace.link(host, "eth0", relayHost, relayDevice);
        host.address("eth0", address + "/24");
        relayHost.address(relayDevice, relayAddress + "/24");
        // Browsers offer only addresses they could reach the world from.
        host.defaultRoute(relayAddress);
    }

    NetNamespace browserHost() {
        return browserHost;
    }

    NgClient ng() {
        return relay.ng();
    }

    /** A port of the phone; the lab closes it. */
    RtpPeer phonePort(int number) throws IOException, InterruptedException {
        return open.keep(RtpPeer.open(phoneHost, new InetSocketAddress(PHONE, number), G711.PCMU, number));
    }

    /** A tap on the way to this port of the relay's host; the lab closes it. */
    HelloTap tap(int relayPort, HelloTap.Fate fate) throws IOException, InterruptedException {
        DatagramSocket socket = relayHost.udpSocket(new InetSocketAddress(RELAY_OUTSIDE, 0));
        return open.keep(new HelloTap(socket, new InetSocketAddress(RELAY_OUTSIDE, relayPort), fate));
    }

    /** What the relay's CLI answers. */
    String cli(String command) throws IOException, InterruptedException {
        try (Socket socket = relayHost.call(() -> new Socket("127.0.0.1", CLI_PORT))) {
            socket.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    String log() {
        return relay.log();
    }

    @Override
    public void close() {
        open.close();
    }
}
