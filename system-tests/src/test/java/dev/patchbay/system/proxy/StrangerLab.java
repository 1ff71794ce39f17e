package dev.patchbay.system.proxy;

import dev.patchbay.proxy.testing.SipPeer;
import dev.patchbay.system.net.ChildProcess;
import dev.patchbay.system.net.NetNamespace;
import dev.patchbay.system.net.OpenResources;
import dev.patchbay.system.net.PacketTap;
import dev.patchbay.system.net.Prerequisites;
import dev.patchbay.system.net.WorkFolder;
import dev.patchbay.system.relay.RelayUnderTest;
import dev.patchbay.system.sip.SippRun;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code patchbay run} on a host with two networks: a stranger in one, and in the other somebody whom the stranger would like to reach
 * through it. A phone of the host's own is registered as {@code bob}.
 *
 * <pre>
 *   stranger 10.78.1.1 ── 10.78.1.3 [home] 10.78.2.3 ── 10.78.2.1 victim
 * </pre>
 */
final class StrangerLab implements AutoCloseable {

    static final String STRANGER = "10.78.1.1";
    static final String HOME = "10.78.1.3";
    static final String HOME_INSIDE = "10.78.2.3";
    static final String VICTIM = "10.78.2.1";

    private static final InetSocketAddress PUBLIC = new InetSocketAddress(HOME, 5060);
    private static final Duration START_TIMEOUT = Duration.ofSeconds(120);
    private static final int IP_SOURCE = 12;
    private static final int IP_PROTOCOL = 9;
    private static final int ICMP = 1;

    private final OpenResources open = new OpenResources();
    private final NetNamespace home;
    private final NetNamespace strangerHost;
    private final NetNamespace victimHost;
    private final PacketTap tap;
    private final ChildProcess program;

    /** @param users lines for {@code --sip-users}; empty: there are none, the proxy only listens where others reach it */
    StrangerLab(String users) throws Exception {
        Prerequisites.root();
        Prerequisites.programs("sipp");
        RelayUnderTest.PATCHBAY.require();
        NetNamespace.removeStale();
        try {
            home = open.keep(NetNamespace.create("home"));
            strangerHost = open.keep(NetNamespace.create("stranger"));
            victimHost = open.keep(NetNamespace.create("victim"));
            connect(strangerHost, STRANGER, "outer", HOME);
            connect(victimHost, VICTIM, "inner", HOME_INSIDE);
            tap = home.call(PacketTap::new);
            Path folder = WorkFolder.create("run");
            List<String> command = new ArrayList<>(List.of(
                    RelayUnderTest.launcher().toString(), "run", "--sip-listen=udp:" + HOME + ":5060", "--sip-listen=tcp:" + HOME + ":5060",
                    "--sip-listen=udp:127.0.0.1:5060"));
            // --public alone would make users of its own.
            if (!users.isEmpty()) {
                Path file = folder.resolve("users");
                Files.writeString(file, users);
                command.addAll(List.of("--public", "--sip-users=" + file));
            }
            program = open.keep(home.start("patchbay run", command, folder.resolve("log")));
            program.awaitOutput("SIP proxy on", START_TIMEOUT);
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    private void connect(NetNamespace host, String address, String homeDevice, String homeAddress) throws Exception {
        NetNamespace.link(host, "eth0", home, homeDevice);
        host.address("eth0", address + "/24");
        home.address(homeDevice, homeAddress + "/24");
        host.defaultRoute(homeAddress);
    }

    /** At the public address of home. */
    SippRun.Host strangerHost() {
        return new SippRun.Host(Optional.of(strangerHost), STRANGER);
    }

    InetSocketAddress publicAddress() {
        return PUBLIC;
    }

    SipPeer stranger() throws Exception {
        return open.keep(new SipPeer(PUBLIC, strangerHost.udpSocket(new InetSocketAddress(STRANGER, 0))));
    }

    /** Where a SIP server of the other network would listen. */
    SipPeer victim() throws Exception {
        return open.keep(new SipPeer(PUBLIC, victimHost.udpSocket(new InetSocketAddress(VICTIM, 5060))));
    }

    /** A phone of home itself, registered. */
    SipPeer bob() throws Exception {
        InetSocketAddress proxy = new InetSocketAddress("127.0.0.1", 5060);
        SipPeer bob = open.keep(new SipPeer(proxy, home.udpSocket(new InetSocketAddress("127.0.0.1", 0))));
        bob.send("""
                REGISTER sip:127.0.0.1 SIP/2.0
                Via: SIP/2.0/UDP ME;branch=z9hG4bKbob
                From: <sip:bob@127.0.0.1>;tag=r
                To: <sip:bob@127.0.0.1>
                Call-ID: bob
                CSeq: 1 REGISTER
                Contact: <sip:bob@ME>
                Max-Forwards: 70
                Content-Length: 0

                """);
        bob.awaitResponse(200);
        return bob;
    }

    /** The next packet, ICMP aside, that leaves home by one of its networks; seen from the lab's beginning on. */
    Optional<String> nextSent(Duration atMost) throws Exception {
        return home.call(() -> tap.await(StrangerLab::isSentByHome, atMost)).map(packet -> new String(packet.array(), StandardCharsets.ISO_8859_1));
    }

    private static boolean isSentByHome(ByteBuffer packet) {
        boolean isIp4 = packet.limit() > 20 && packet.get(0) >> 4 == 4;
        return isIp4 && packet.get(IP_PROTOCOL) != ICMP && (isFrom(packet, HOME) || isFrom(packet, HOME_INSIDE));
    }

    private static boolean isFrom(ByteBuffer packet, String address) {
        try {
            byte[] source = new byte[4];
            packet.get(IP_SOURCE, source);
            return InetAddress.getByAddress(source).getHostAddress().equals(address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isAlive() {
        return program.isAlive();
    }

    String log() {
        return program.output();
    }

    @Override
    public void close() {
        open.close();
    }
}
