package dev.patchbay.system.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.sip.node.RelayNode;
import dev.patchbay.sip.rtpengine.KamailioRtpengine;
import dev.patchbay.sip.rtpengine.KamailioSettings;
import dev.patchbay.system.net.PacketTap;
import dev.patchbay.system.net.Prerequisites;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** {@code control_cmd_tos}: what the IP header of a command says when it is on its way. */
class ControlTosTest {

    private static final int TOS = 0xb8;
    private static final int PSH = 8;

    @Test
    void shouldMarkDatagramsOverIpv4() throws Exception {
        try (DatagramSocket relay = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
            int port = relay.getLocalPort();
            assertThat(tosOf("udp:127.0.0.1:" + port, TOS, packet -> isIpv4To(packet, 17, port))).isEqualTo(TOS);
            assertThat(tosOf("udp:127.0.0.1:" + port, 0, packet -> isIpv4To(packet, 17, port))).isZero();
        }
    }

    @Test
    void shouldMarkDatagramsOverIpv6() throws Exception {
        try (DatagramSocket relay = new DatagramSocket(new InetSocketAddress("::1", 0))) {
            int port = relay.getLocalPort();
            assertThat(tosOf("udp6:[::1]:" + port, TOS, packet -> isIpv6To(packet, 17, port))).isEqualTo(TOS);
        } catch (SocketException e) {
            Prerequisites.missing("no IPv6 on loopback: " + e.getMessage());
        }
    }

    @Test
    void shouldMarkSegmentsOverTcp() throws Exception {
        try (ServerSocket relay = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"))) {
            int port = relay.getLocalPort();
            // The first segment with data: Linux marks those of the handshake as well, but that is not what the option is about.
            Predicate<ByteBuffer> command = packet -> isIpv4To(packet, 6, port) && (packet.get(20 + 13) & PSH) != 0;
            assertThat(tosOf("tcp:127.0.0.1:" + port, TOS, command)).isEqualTo(TOS);
        }
    }

    /** Sends a ping, which nobody answers, and reads the traffic class of its packet. */
    private static int tosOf(String url, int tos, Predicate<ByteBuffer> wanted) throws IOException {
        Prerequisites.root();
        try (PacketTap tap = new PacketTap();
                KamailioRtpengine rtpengine = KamailioRtpengine.open(KamailioSettings.builder()
                        .rtpengineSock(url)
                        .modparam("control_cmd_tos", Integer.toString(tos))
                        .pingMode(false)
                        .build())) {
            RelayNode node = rtpengine.pool().sets().snapshot().displayedNodes().getFirst();
            var _ = rtpengine.pool().client().ping(node);
            ByteBuffer packet = tap.await(wanted, Duration.ofSeconds(20)).orElseThrow();
            return version(packet) == 4 ? packet.get(1) & 0xff : packet.getShort(0) >> 4 & 0xff;
        }
    }

    private static int version(ByteBuffer packet) {
        return packet.get(0) >> 4 & 15;
    }

    private static boolean isIpv4To(ByteBuffer packet, int protocol, int port) {
        // Without options, as all packets here.
        return packet.limit() >= 40 && packet.get(0) == 0x45 && packet.get(9) == protocol && (packet.getShort(22) & 0xffff) == port;
    }

    private static boolean isIpv6To(ByteBuffer packet, int protocol, int port) {
        return packet.limit() >= 48 && version(packet) == 6 && packet.get(6) == protocol && (packet.getShort(42) & 0xffff) == port;
    }
}
